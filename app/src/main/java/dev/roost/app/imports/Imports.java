package dev.roost.app.imports;

import dev.roost.model.ImportMark;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Imports files and exports into a community. Each is looked at before the first one is imported; each is told about on
 * its own; one that is in already is left alone.
 */
public final class Imports {
    private final OpenCommunity community;
    private final long nowMs;
    private final PrintStream out;
    private final PrintStream err;

    /**
     * For a community that nobody else writes to meanwhile.
     *
     * @param nowMs the time of what has none
     * @param out for results
     * @param err for progress and bad lines
     */
    public Imports(OpenCommunity community, long nowMs, PrintStream out, PrintStream err) {
        this.community = community;
        this.nowMs = nowMs;
        this.out = out;
        this.err = err;
    }

    /**
     * Refuses files that are not there or cannot be read: before anything is opened or made for them.
     *
     * @throws ImportFailedException that names the first such file
     */
    public static void requireReadable(List<Path> inputs) {
        for (Path input : inputs) {
            if (!Files.isReadable(input)) {
                throw new ImportFailedException(
                        Files.exists(input) ? input + " cannot be read" : "there is no " + input);
            }
        }
    }

    /**
     * Imports them in this order.
     *
     * @param format of the files; a directory is always an export
     * @param stopAsked whether to stop at the next few thousand lines
     * @return whether every line was good, or had been imported before
     * @throws ImportFailedException when something cannot be imported at all
     */
    public boolean run(List<Path> inputs, ImportFormat format, BooleanSupplier stopAsked) throws IOException {
        requireReadable(inputs);
        List<Prepared> sources = new ArrayList<>();
        for (Path input : inputs) {
            ImportTally tally = new ImportTally();
            sources.add(new Prepared(source(input, format, tally), tally));
        }
        boolean good = true;
        for (Prepared prepared : sources) {
            Importer.End end = new Importer(community, out, err, stopAsked).run(prepared.source(), prepared.tally());
            if (end == Importer.End.STOPPED) {
                break;
            }
            good &= end != Importer.End.BAD_LINES;
        }
        return good;
    }

    /** The name of a version: that of the first one, and the fingerprint of its own. */
    private static String version(String earlier, String id) {
        String first = new ImportMark(earlier, 0).keySpace();
        return first + ImportMark.VERSION + id.substring(id.indexOf(':') + 1);
    }

    private record Prepared(ImportSource source, ImportTally tally) {}

    private ImportSource source(Path input, ImportFormat format, ImportTally tally) throws IOException {
        if (Files.isDirectory(input)) {
            return ExportFiles.source(input, community, tally);
        }
        InputLines.open(input).close();
        ImportFormat told = format == ImportFormat.AUTO ? ImportFormat.of(input) : format;
        ImportSource.Part part = new ImportSource.Part(input, told.reader(community, nowMs, tally));
        String kind = told.toString();
        String id = ImportSource.id(kind, ImportSource.fingerprint(input));
        // Whatever was begun as a file of its own goes on as one.
        FileVersions.Earlier earlier = community.state().importedLines(id) > 0
                ? null
                : new FileVersions(community.state()).earlier(input, kind);
        return earlier == null
                ? new ImportSource(input.toString(), id, List.of(part))
                : new ImportSource(input.toString(), version(earlier.id(), id), List.of(part), earlier);
    }
}
