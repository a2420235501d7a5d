package dev.roost.app.imports;

import dev.roost.core.StateView;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
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
     * Writes the files into a directory, which is there once all of them are. What an export into the same directory
     * has left that was killed is written over.
     *
     * @throws ImportFailedException when the directory holds something else
     */
    public void run(Path directory, Choice choice) throws IOException {
        long started = System.nanoTime();
        Map<String, Long> lines;
        try (ExportPlace place = ExportPlace.begin(directory);
                Progress progress = Progress.of("export", state.accounts() + state.originalPosts(), err)) {
            lines = new Exporter(state, place.path(), choice.secrets(), progress).write(choice.files());
            place.finish();
        }
        lines.forEach(
                (file, written) -> out.println(directory.resolve(file) + ": " + Show.count(written, "line", "lines")));
        out.println("Exported to " + directory + " in " + Show.seconds(System.nanoTime() - started));
    }
}
