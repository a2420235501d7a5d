package dev.roost.lab.servers;

import dev.roost.lab.run.LabException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How to start a server.
 *
 * @param name in reports
 * @param program what Java is to run: {@code -jar FILE}, or {@code -cp PATH CLASS}
 * @param javaOptions for its Java machine
 * @param arguments of {@code roost serve}
 */
public record Launch(String name, List<String> program, List<String> javaOptions, List<String> arguments) {
    private static final List<String> OURS = List.of("--data", "--port", "--bind", "--base-url", "--domain");

    /**
     * Reads {@code NAME=ARGUMENTS}: options of {@code roost serve} with spaces between, and among them {@code --jar
     * FILE} for another version of the program and {@code --java OPTION} for its Java machine.
     *
     * @param own what Java runs where no other jar is named
     */
    public static Launch parse(String text, List<String> own) throws LabException {
        int equals = text.indexOf('=');
        if (equals < 1 || text.startsWith("-")) {
            throw new LabException("\"" + text + "\" is no NAME=ARGUMENTS such as \"pull=--strategy read\"");
        }
        List<String> program = own;
        List<String> javaOptions = new ArrayList<>();
        List<String> arguments = new ArrayList<>();
        List<String> words = List.of(text.substring(equals + 1).strip().split("\\s+"));
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (OURS.stream().anyMatch(each -> word.equals(each) || word.startsWith(each + "="))) {
                throw new LabException(
                        "\"" + text + "\": " + word + " is chosen by the laboratory, for it starts the server on a data"
                                + " directory and a port of its own");
            } else if (word.equals("--jar") || word.equals("--java")) {
                if (++i == words.size()) {
                    throw new LabException("\"" + text + "\": " + word + " needs a value");
                }
                if (word.equals("--java")) {
                    javaOptions.add(words.get(i));
                } else {
                    program = List.of("-jar", jar(words.get(i)));
                }
            } else if (!word.isEmpty()) {
                arguments.add(word);
            }
        }
        return new Launch(text.substring(0, equals), program, javaOptions, arguments);
    }

    private static String jar(String file) throws LabException {
        if (!Files.isRegularFile(Path.of(file))) {
            throw new LabException(
                    "there is no jar \"" + file + "\"; \"./roost --version\" in a checkout of another commit builds"
                            + " app/target/roost.jar there");
        }
        return file;
    }

    /** Whether the option is among the arguments. */
    boolean has(String option) {
        return arguments.stream().anyMatch(each -> each.equals(option) || each.startsWith(option + "="));
    }
}
