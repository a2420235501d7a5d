package dev.roost.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The commands of a document: what stands in its blocks of {@code sh}, in order. Comments that readers do not see say
 * what a person does beside them: {@code <!-- stop -->} is Ctrl-C in the other terminal, {@code <!-- not run: WHY -->}
 * stands before a block that is left out.
 */
final class Documents {
    private static final Pattern PART =
            Pattern.compile("(?ms)^<!-- (stop|not run: ([^>]*)) -->$|^```([a-z]*)\\n(.*?)^```$");

    private static final Pattern IN_A_SENTENCE = Pattern.compile("(?<!`)`(?:\\./)?roost ([^`\\n]+)`");

    private Documents() {}

    /** What a reader does. */
    sealed interface Step {}

    /** Types these lines. */
    record Type(String lines) implements Step {}

    /** Presses Ctrl-C. */
    record Stop() implements Step {}

    /** Leaves a block out. */
    record LeaveOut(String why, String lines) implements Step {}

    static List<Step> steps(Path document) throws IOException {
        List<Step> steps = new ArrayList<>();
        String leftOut = null;
        Matcher parts = PART.matcher(Files.readString(document));
        while (parts.find()) {
            String lines = parts.group(4);
            if (lines == null) {
                leftOut = parts.group(2);
                if (leftOut == null) {
                    steps.add(new Stop());
                }
            } else if (parts.group(3).equals("sh")) {
                steps.add(leftOut == null ? new Type(lines) : new LeaveOut(leftOut, lines));
                leftOut = null;
            }
        }
        return steps;
    }

    /** Blocks in no language at all, in which a command would be passed over. */
    static List<String> unmarked(Path document) throws IOException {
        List<String> unmarked = new ArrayList<>();
        Matcher parts = PART.matcher(Files.readString(document));
        while (parts.find()) {
            String lines = parts.group(4);
            if (lines != null && parts.group(3).isEmpty() && lines.matches("(?s).*(^|\\n)\\s*(\\./)?roost .*")) {
                unmarked.add(lines);
            }
        }
        return unmarked;
    }

    /**
     * The commands between two backquotes, without the name of the program and where they are words for a placeholder.
     */
    static List<String> inSentences(Path document) throws IOException {
        return IN_A_SENTENCE
                .matcher(Files.readString(document))
                .results()
                .map(each -> each.group(1).replace("\\|", "|"))
                .filter(each -> !each.startsWith("COMMAND"))
                .toList();
    }
}
