package dev.roost.app.imports;

import dev.roost.core.StateView;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/** Writes the facts of one commit as files, for {@link Imports} and for others to read. */
public final class Exports {
    private final StateView state;
    private final PrintStream out;
    private final PrintStream err;

    /**
     * Of a snapshot that stays open meanwhile.
     *
     * @param out for results
     * @param err for progress
     */
    public Exports(StateView state, PrintStream out, PrintStream err) {
        this.state = state;
        this.out = out;
        this.err = err;
    }

    /**
     * What to write.
     *
     * @param follows the follow graph
     * @param posts the posts and boosts
     * @param rest everything else that is exported; marks only together with the posts
     * @param secrets email addresses, password hashes, applications and tokens
     */
    public record Choice(boolean follows, boolean posts, boolean rest, boolean secrets) {
        private Set<ExportFiles> files() {
            Set<ExportFiles> files = EnumSet.noneOf(ExportFiles.class);
            if (follows) {
                files.add(ExportFiles.FOLLOWS);
            }
            if (posts) {
                files.add(ExportFiles.POSTS);
            }
            if (rest) {
                files.addAll(EnumSet.of(ExportFiles.ACCOUNTS, ExportFiles.RELATIONS));
            }
            if (rest && posts) {
                files.add(ExportFiles.MARKS);
            }
            if (secrets) {
                files.add(ExportFiles.SIGN_INS);
            }
            return files;
        }
    }

    /**
     * Writes the files into a directory, which is made if it is missing.
     *
     * @throws ImportFailedException when the directory holds something
     */
    public void run(Path directory, Choice choice) throws IOException {
        if (Files.exists(directory) && !isEmptyDirectory(directory)) {
            throw new ImportFailedException(directory + " is not an empty directory; export into a new one");
        }
        Files.createDirectories(directory);
        long started = System.nanoTime();
        try (Progress progress = Progress.of("export", state.accounts() + state.originalPosts(), err)) {
            new Exporter(state, directory, choice.secrets(), progress)
                    .write(choice.files())
                    .forEach((file, lines) ->
                            out.println(directory.resolve(file) + ": " + Show.count(lines, "line", "lines")));
        }
        out.println("Exported to " + directory + " in " + Show.seconds(System.nanoTime() - started));
    }

    private static boolean isEmptyDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (var entries = Files.list(directory)) {
            return entries.findAny().isEmpty();
        }
    }
}
