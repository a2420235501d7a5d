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
    private final FileVersions versions;

    Importer(OpenCommunity community, PrintStream out, PrintStream err, BooleanSupplier stopAsked) {
        this.community = community;
        this.out = out;
        this.err = err;
        this.stopAsked = stopAsked;
        this.versions = new FileVersions(community.state());
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
        long badBefore = versions.badLines(source.id(), before).count();
        if (community.state().importedLines(source.id() + FINISHED) > 0) {
            return doneBefore(source, before, badBefore);
        }
        sayWhereItBegins(source, before);
        long started = System.nanoTime();
        ImportPipeline pipeline = new ImportPipeline(community, source.id(), before);
        long lines;
        try (Progress progress = Progress.of(source.name(), source.bytes(), err)) {
            lines = read(source, before, pipeline, tally, progress);
        } finally {
            tally.report().forEach(err::println);
        }
        boolean stopped = lines < 0;
        if (badBefore > 0) {
            err.println(Show.count(badBefore, "bad line was", "bad lines were") + " left out before");
        }
        if (!stopped) {
            finish(source, lines, tally.bad() + badBefore, pipeline);
        }
        out.println(source.name() + ": " + Show.count(pipeline.stored(), "entry", "entries") + " stored in "
                + Show.seconds(System.nanoTime() - started) + ", " + pipeline.skipped()
                + (stopped ? "; stopped, the same command goes on from here" : ""));
        return stopped ? End.STOPPED : tally.bad() + badBefore > 0 ? End.BAD_LINES : End.DONE;
    }

    private End doneBefore(ImportSource source, long lines, long bad) {
        out.println(source.name() + " is imported already (" + Show.count(lines, "line", "lines") + ")"
                + (bad == 0 ? "" : " but for " + Show.count(bad, "bad line", "bad lines")));
        return bad == 0 ? End.DONE_BEFORE : End.BAD_LINES;
    }

    private void sayWhereItBegins(ImportSource source, long before) {
        FileVersions.Earlier earlier = source.earlier();
        if (earlier != null) {
            out.println(source.name() + ": " + Show.count(earlier.good(), "line is", "lines are") + " in already, "
                    + Show.count(earlier.changed().count(), "line has", "lines have") + " changed since");
        }
        if (before > 0) {
            out.println(source.name() + ": going on after line " + String.format("%,d", before));
        }
    }

    /** Marks the end, and what must be known to know a corrected version of the file again. */
    private void finish(ImportSource source, long lines, long bad, ImportPipeline pipeline) throws IOException {
        if (bad > 0 && source.parts().size() == 1) {
            LineSet kept = versions.badLines(source.id(), lines);
            boolean known = kept.count() == bad;
            if (known) {
                versions.noteGood(source.parts().getFirst().file(), source.id(), kept, pipeline);
                pipeline.finish();
            }
            err.println(
                    known
                            ? "Correct them in the file and import it again: then only the lines that changed are loaded"
                            : "Put only the corrected lines into a new file: this one would be loaded whole again");
        }
        community.execute(new ImportAccounts(new ImportMark(source.id() + FINISHED, Math.max(1, lines)), List.of()));
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
                            take(source, part, lines, pipeline, tally);
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

    private static void take(
            ImportSource source, ImportSource.Part part, InputLines lines, ImportPipeline pipeline, ImportTally tally) {
        if (!source.hasNew(lines.number())) {
            part.format().end(pipeline);
            return;
        }
        try {
            String line = lines.text();
            if (!line.isBlank()) {
                part.format().line(lines.number(), line, pipeline);
            }
        } catch (BadLineException e) {
            tally.bad(part.file().toString(), lines.number(), e.reason());
            if (source.parts().size() == 1 && tally.bad() < FileVersions.BAD_KEPT) {
                pipeline.note(FileVersions.bad(source.id(), lines.number()));
            }
        }
    }
}
