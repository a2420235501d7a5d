package dev.roost.app;

import dev.roost.lab.run.LabException;
import dev.roost.lab.run.Members;
import dev.roost.lab.run.Run;
import dev.roost.lab.servers.Launch;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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

    /**
     * The same for a server that starts as the launcher would start it: with the cache of classes loaded and linked
     * ahead of time that this Java machine was given, unless another jar is named.
     */
    static Launch launchAsServe(String text) throws LabException {
        List<String> program = new ArrayList<>();
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(each -> each.startsWith("-XX:AOTCache="))
                .findFirst()
                .ifPresent(cache -> program.addAll(List.of(cache, "-Xlog:aot=off", "-Xlog:cds=off")));
        program.addAll(own());
        return Launch.parse(text, List.copyOf(program));
    }

    /** Reads {@code NAME=ARGUMENTS}. */
    static Launch launch(String text) throws LabException {
        return Launch.parse(text, own());
    }

    /** Makes the accounts of a run, and tells {@code err} how far it is. */
    static Members setUp(Run run, int accounts, String where, PrintWriter err)
            throws LabException, InterruptedException {
        LabProgress progress = new LabProgress(err);
        Members members = run.setUp(progress.settingUp(where, accounts));
        progress.end();
        return members;
    }
}
