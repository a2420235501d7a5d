package dev.roost.lab.servers;

import dev.roost.lab.run.LabException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * So many processors for a process and its children: it is kept to whole ones, the last of the machine, and a control
 * group takes away what it may not use of them.
 *
 * <p>A control group lets its processes run until their share of a period of 10 ms is used up, and then not until the
 * next one. So a share of a quarter can make an answer late by 7.5 ms, which is small against objectives of 50 ms.
 * Linux only; shares need a control group that this user may make (cgroup v1 or v2, usually root), whole processors
 * need nothing. One thread.
 */
public final class CpuLimit implements Closeable {
    /** Where Linux has control groups. */
    public static final Path CONTROL_GROUPS = Path.of("/sys/fs/cgroup");

    private static final long PERIOD_US = 10_000;
    private static final double SHARE_MIN = 0.1;

    /** What the second kind of group has in place of a quota where there is none. */
    private static final String NO_QUOTA = "max";

    private final double processors;
    private final List<Integer> kept;
    private final @Nullable Path group;
    private final boolean second;

    private CpuLimit(double processors, List<Integer> kept, @Nullable Path group, boolean second) {
        this.processors = processors;
        this.kept = kept;
        this.group = group;
        this.second = second;
    }

    /**
     * Prepares one; nothing is limited to a share before {@link #tighten}.
     *
     * @param processors from 0.1 to all that this process may use
     */
    public static CpuLimit of(double processors) throws IOException, LabException {
        return of(processors, CONTROL_GROUPS, allowed(Path.of("/proc/self/status")));
    }

    /** Refuses each size that {@link #of} would refuse: all of them before a server is started for the first one. */
    public static void require(List<Double> sizes) throws IOException, LabException {
        for (double each : sizes) {
            of(each).close();
        }
    }

    static CpuLimit of(double processors, Path groups, List<Integer> allowed) throws LabException {
        int whole = (int) Math.ceil(processors);
        boolean second = Files.exists(groups.resolve("cgroup.controllers"));
        Path parent = second ? groups : groups.resolve("cpu");
        double most = Math.min(allowed.size(), quota(parent, second));
        if (!(processors >= SHARE_MIN) || processors > most) {
            throw new LabException(processors + " processors cannot be had: give sizes from " + SHARE_MIN + " to "
                    + most + " on this machine, or run servers on a larger one and name them with --nodes");
        }
        List<Integer> kept = allowed.subList(allowed.size() - whole, allowed.size());
        if (processors == whole) {
            return new CpuLimit(processors, kept, null, false);
        }
        Path group = parent.resolve("roost-lab-" + ProcessHandle.current().pid() + "-" + System.nanoTime());
        try {
            if (second
                    && !Files.readString(parent.resolve("cgroup.subtree_control"))
                            .contains("cpu")) {
                Files.writeString(parent.resolve("cgroup.subtree_control"), "+cpu");
            }
            Files.createDirectory(group);
        } catch (IOException refused) {
            throw new LabException(processors + " processors need a control group, and none can be made in " + parent
                    + ": run as root, or give whole numbers, or limit servers yourself (docker run --cpus) and name them"
                    + " with --nodes");
        }
        return new CpuLimit(processors, kept, group, second);
    }

    /** What the group above leaves to those in it, as that of a container; infinite where it takes nothing away. */
    private static double quota(Path parent, boolean second) throws LabException {
        try {
            if (second) {
                Path file = parent.resolve("cpu.max");
                String[] told =
                        Files.exists(file) ? Files.readString(file).strip().split(" ") : new String[] {NO_QUOTA};
                return told[0].equals(NO_QUOTA)
                        ? Double.POSITIVE_INFINITY
                        : Double.parseDouble(told[0]) / Double.parseDouble(told[1]);
            }
            Path file = parent.resolve("cpu.cfs_quota_us");
            double quotaUs = Files.exists(file) ? Double.parseDouble(Files.readString(file)) : -1;
            return quotaUs <= 0
                    ? Double.POSITIVE_INFINITY
                    : quotaUs / Double.parseDouble(Files.readString(parent.resolve("cpu.cfs_period_us")));
        } catch (IOException refused) {
            throw new LabException("the limits of this machine's processors cannot be read in " + parent + ": "
                    + refused.getMessage());
        }
    }

    /** The processors that this process may use, from the kernel's own list such as {@code 0-3,6}. */
    static List<Integer> allowed(Path status) throws IOException, LabException {
        if (!Files.exists(status)) {
            throw new LabException(
                    "servers can be limited to some processors on Linux alone; elsewhere limit them yourself"
                            + " and name them with --nodes");
        }
        List<Integer> all = new ArrayList<>();
        for (String line : Files.readAllLines(status)) {
            if (line.startsWith("Cpus_allowed_list:")) {
                for (String range :
                        line.substring(line.indexOf(':') + 1).strip().split(",")) {
                    String[] ends = range.split("-");
                    IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]))
                            .forEach(all::add);
                }
            }
        }
        return all;
    }

    /** How many whole processors it is kept to. */
    int whole() {
        return kept.size();
    }

    /** What stands before a command that is to be limited. */
    List<String> prefix() {
        List<String> command = new ArrayList<>();
        if (group != null) {
            command.addAll(List.of(
                    "sh",
                    "-c",
                    "echo $$ > \"$0\" && exec \"$@\"",
                    group.resolve("cgroup.procs").toString()));
        }
        command.addAll(List.of(
                "taskset",
                "-c",
                String.join(",", kept.stream().map(String::valueOf).toList())));
        return command;
    }

    /** From now on it gets its share and no more. */
    public void tighten() throws IOException {
        if (group == null) {
            return;
        }
        long quotaUs = Math.round(processors * PERIOD_US);
        if (second) {
            Files.writeString(group.resolve("cpu.max"), quotaUs + " " + PERIOD_US);
        } else {
            Files.writeString(group.resolve("cpu.cfs_period_us"), Long.toString(PERIOD_US));
            Files.writeString(group.resolve("cpu.cfs_quota_us"), Long.toString(quotaUs));
        }
    }

    /** Takes the group away; after its processes have ended. */
    @Override
    public void close() throws IOException {
        if (group != null) {
            Files.deleteIfExists(group);
        }
    }
}
