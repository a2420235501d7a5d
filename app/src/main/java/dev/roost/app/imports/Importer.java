package dev.roost.app.imports;

import dev.roost.model.Command.ImportAccounts;
import dev.roost.model.ImportMark;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Brings one source into a community, from where it stopped before. */
final class Importer {
    private static final String FINISHED = "/finished";
    private static final int PROGRESS_LINES = 1 << 12;

    private final OpenCommunity community;
    private final PrintStream out;
    private final PrintStream err;
    private final BooleanSupplier stopAsked;

    Importer(OpenCommunity community, PrintStream out, PrintStream err, BooleanSupplier stopAsked) {
        this.community = community;
        this.out = out;
        this.err = err;
        this.stopAsked = stopAsked;
    }

    /** How an import ended. */
    enum End {
        /** Everything is in. */
        DONE,
        /** It had been in before; nothing was done. */
        DONE_BEFORE,
        /** Everything is in but the bad lines. */
        BAD_LINES,
        /** It was told to stop, and can go on. */
        STOPPED
    }

    /** Imports what is not in yet; tells the user how it went. */
    End run(ImportSource source, ImportTally tally) throws IOException {
        long before = community.state().importedLines(source.id());
        if (community.state().importedLines(source.id() + FINISHED) > 0) {
            out.println(source.name() + " is imported already (" + Show.count(before, "line", "lines") + ")");
            return End.DONE_BEFORE;
        }
        if (before > 0) {
            out.println(source.name() + ": going on after line " + String.format("%,d", before));
        }
        long started = System.nanoTime();
        ImportPipeline pipeline = new ImportPipeline(community.log(), source.id(), before);
        long lines;
        try (Progress progress = Progress.of(source.name(), source.bytes(), err)) {
            lines = read(source, before, pipeline, tally, progress);
        } finally {
            tally.report().forEach(err::println);
        }
        boolean stopped = lines < 0;
        if (!stopped) {
            community.execute(
                    new ImportAccounts(new ImportMark(source.id() + FINISHED, Math.max(1, lines)), List.of()));
        }
        out.println(source.name() + ": " + Show.count(pipeline.stored(), "entry", "entries") + " stored, "
                + String.format("%,d", pipeline.skipped()) + " skipped in " + Show.seconds(System.nanoTime() - started)
                + (stopped ? "; stopped, the same command goes on from here" : ""));
        return stopped ? End.STOPPED : tally.bad() > 0 ? End.BAD_LINES : End.DONE;
    }

    /** Lines in all; negative if it was told to stop. */
    private long read(ImportSource source, long skip, ImportPipeline pipeline, ImportTally tally, Progress progress)
            throws IOException {
        long linesBefore = 0;
        long bytesBefore = 0;
        try {
            for (ImportSource.Part part : source.parts()) {
                try (InputLines lines = InputLines.open(part.file())) {
                    while (next(lines, part.file())) {
                        if (linesBefore + lines.number() > skip) {
                            take(part, lines, pipeline, tally);
                            pipeline.settled(linesBefore + part.format().settledThrough(lines.number()));
                        }
                        if (lines.number() % PROGRESS_LINES == 0) {
                            progress.at(bytesBefore + lines.bytesRead(), note(linesBefore + lines.number()));
                            if (stopAsked.getAsBoolean()) {
                                pipeline.finish();
                                return -1;
                            }
                        }
                    }
                    part.format().end(pipeline);
                    linesBefore += lines.number();
                    bytesBefore += lines.bytesRead();
                    pipeline.settled(linesBefore);
                }
            }
            pipeline.finish();
            progress.at(bytesBefore, note(linesBefore));
            return linesBefore;
        } catch (IOException e) {
            pipeline.finish();
            throw e;
        }
    }

    private static String note(long lines) {
        return Show.count(lines, "line", "lines");
    }

    private static boolean next(InputLines lines, Path file) throws IOException {
        try {
            return lines.next();
        } catch (IOException e) {
            throw new IOException(
                    file + " cannot be read after line " + lines.number() + ": " + e.getMessage()
                            + " (the lines before are in)",
                    e);
        }
    }

    private static void take(ImportSource.Part part, InputLines lines, ImportPipeline pipeline, ImportTally tally) {
        try {
            String line = lines.text();
            if (!line.isBlank()) {
                part.format().line(lines.number(), line, pipeline);
            }
        } catch (BadLineException e) {
            tally.bad(part.file().toString(), lines.number(), e.reason());
        }
    }
}
