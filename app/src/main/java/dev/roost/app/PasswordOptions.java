package dev.roost.app;

import dev.roost.runtime.credentials.Secrets;
import dev.roost.telemetry.files.TextFiles;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a password comes from: an option, standard input, the person at the terminal, or else chance. */
@SuppressWarnings("SystemConsoleNull") // Java 25 has no console where there is no terminal
final class PasswordOptions {
    private static final int GENERATED_CHARS = 20;

    @Option(
            names = "--password",
            paramLabel = "TEXT",
            description = "The password; others on this machine may see it in the list of processes.")
    private @Nullable String password;

    @Option(names = "--password-stdin", description = "Read the password from standard input, one line.")
    private boolean fromInput;

    /** @param generated whether nobody has seen it yet */
    record Chosen(String password, boolean generated) {}

    /** Takes the option's or the input's, asks at a terminal, and otherwise makes one up. */
    @SuppressWarnings("SystemConsoleNull") // It is null without a terminal, unless jdk.console is set otherwise.
    Chosen choose(PrintWriter err) throws IOException, CommandFailedException {
        if (password != null) {
            return new Chosen(password, false);
        }
        if (fromInput) {
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            String line = in.readLine();
            if (line == null) {
                throw new CommandFailedException("no password on standard input");
            }
            // Some shells put the mark of the encoding before what they hand on.
            String mark = String.valueOf(TextFiles.MARK);
            return new Chosen(line.startsWith(mark) ? line.substring(mark.length()) : line, false);
        }
        Console console = System.console();
        if (console == null || !console.isTerminal()) {
            return generated();
        }
        err.println("An empty password makes one up and shows it.");
        err.flush();
        return asked(console);
    }

    private static Chosen asked(Console console) throws CommandFailedException {
        char[] first = console.readPassword("Password: ");
        if (first == null || first.length == 0) {
            return generated();
        }
        if (!Arrays.equals(first, console.readPassword("Again: "))) {
            throw new CommandFailedException("the two passwords differ: try again");
        }
        return new Chosen(new String(first), false);
    }

    private static Chosen generated() {
        return new Chosen(Secrets.random().substring(0, GENERATED_CHARS), true);
    }
}
