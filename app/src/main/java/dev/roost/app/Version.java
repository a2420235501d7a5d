package dev.roost.app;

import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints which Roost this is, and the Java and machine that it runs on. */
@Command(name = "version", description = "Print the version of Roost and of what it runs on.")
final class Version implements Runnable, IVersionProvider {
    @Spec
    private CommandSpec spec;

    /** The version of this build, or {@code development} when it does not run from its jar. */
    static String number() {
        String packaged = Version.class.getPackage().getImplementationVersion();
        return packaged == null ? "development" : packaged;
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "roost " + number(),
            "java " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")",
            System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                    + System.getProperty("os.arch"),
        };
    }

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        for (String line : getVersion()) {
            out.println(line);
        }
        out.flush();
    }
}
