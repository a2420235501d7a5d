package dev.roost.app;

import dev.roost.lab.run.LabException;
import dev.roost.lab.run.Members;
import dev.roost.lab.run.Run;
import dev.roost.lab.servers.Launch;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** What the commands of the laboratory share that start servers or set communities up. */
final class LabServers {
    private LabServers() {}

    /** What Java runs at the moment, for servers that are to be of this version. */
    private static List<String> own() {
        try {
            Path from = Path.of(Main.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Files.isRegularFile(from)
                    ? List.of("-jar", from.toString())
                    : List.of("-cp", System.getProperty("java.class.path"), Main.class.getName());
        } catch (URISyntaxException noFile) {
            throw new IllegalStateException(noFile);
        }
    }

    /** Reads {@code NAME=ARGUMENTS}. */
    static Launch launch(String text) throws LabException {
        return Launch.parse(text, own());
    }

    /** Makes the accounts of a run, and tells {@code err} how far it is. */
    static Members setUp(Run run, int accounts, String where, PrintWriter err)
            throws LabException, InterruptedException {
        AtomicInteger done = new AtomicInteger();
        int all = 2 * accounts;
        Members members = run.setUp(more -> {
            int now = done.addAndGet(more);
            if (now % Math.max(1, all / 50) == 0) {
                err.printf(Locale.ROOT, "\rroost lab: setting up %s, %d %%", where, now * 100L / all);
                err.flush();
            }
        });
        err.println();
        return members;
    }
}
