package dev.roost.lab.run;

import dev.roost.lab.scenario.Follows;
import dev.roost.telemetry.files.TextFiles;
import dev.roost.telemetry.files.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The accounts that a run acts as, by number, and who follows whom among them. Immutable.
 *
 * @param ids as the server has them
 * @param tokens with the rights to read, write and follow
 * @param names to name them by in posts; empty where they are not known
 */
public record Members(List<String> ids, List<String> tokens, List<String> names, Follows follows) {
    /** Those whose names are not known. */
    public Members(List<String> ids, List<String> tokens, Follows follows) {
        this(ids, tokens, Collections.nCopies(ids.size(), ""), follows);
    }

    /** What a post that names this account begins with. */
    String handle(int number) {
        String name = names.get(number);
        return name.isEmpty() ? "" : "@" + name + " ";
    }

    /** The number of each id. */
    Map<String, Integer> numbers() {
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            numbers.put(ids.get(i), i);
        }
        return numbers;
    }

    /**
     * Reads a file of tab-separated lines: {@code account ID TOKEN} and perhaps {@code NAME}, in the order of their
     * numbers from 0, and then {@code follow READER AUTHOR}, by number.
     */
    public static Members read(Path file) throws IOException, LabException {
        List<String> ids = new ArrayList<>();
        List<String> tokens = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<List<Integer>> followees = new ArrayList<>();
        int line = 0;
        for (String each : TextFiles.lines(file)) {
            line++;
            String[] parts = each.split("\t");
            try {
                if ((parts.length == 3 || parts.length == 4) && parts[0].equals("account")) {
                    ids.add(parts[1]);
                    tokens.add(parts[2]);
                    names.add(parts.length == 4 ? parts[3] : "");
                    followees.add(new ArrayList<>());
                } else if (parts.length == 3 && parts[0].equals("follow")) {
                    int author = Integer.parseInt(parts[2]);
                    followees.get(Integer.parseInt(parts[1])).add(author);
                    ids.get(author);
                } else if (!each.isBlank() && !each.startsWith("#")) {
                    throw new LabException(file + ", line " + line + ": neither an account nor a follow");
                }
            } catch (NumberFormatException | IndexOutOfBoundsException wrong) {
                throw new LabException(file + ", line " + line + ": a follow of an account that is not above it");
            }
        }
        if (ids.size() < 2) {
            throw new LabException(file + ": fewer than two accounts");
        }
        int[][] sorted = followees.stream()
                .map(each -> each.stream()
                        .mapToInt(Integer::intValue)
                        .sorted()
                        .distinct()
                        .toArray())
                .toArray(int[][]::new);
        return new Members(List.copyOf(ids), List.copyOf(tokens), List.copyOf(names), new Follows(sorted));
    }

    /** Writes such a file, readable by its owner only, for it holds tokens. */
    public void write(Path file) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < ids.size(); i++) {
            text.append("account\t")
                    .append(ids.get(i))
                    .append('\t')
                    .append(tokens.get(i))
                    .append(names.get(i).isEmpty() ? "" : "\t" + names.get(i))
                    .append('\n');
        }
        for (int reader = 0; reader < ids.size(); reader++) {
            for (int author : follows.followees(reader)) {
                text.append("follow\t")
                        .append(reader)
                        .append('\t')
                        .append(author)
                        .append('\n');
            }
        }
        WholeFile.writeSecret(file, text.toString());
    }

    /** These and the follows that were added since. */
    Members with(List<int[]> added) {
        int[][] followees = new int[ids.size()][];
        for (int reader = 0; reader < followees.length; reader++) {
            followees[reader] = follows.followees(reader);
        }
        for (int[] pair : added) {
            int[] before = followees[pair[0]];
            int[] after = Arrays.copyOf(before, before.length + 1);
            after[before.length] = pair[1];
            Arrays.sort(after);
            followees[pair[0]] = after;
        }
        return new Members(ids, tokens, names, new Follows(followees));
    }
}
