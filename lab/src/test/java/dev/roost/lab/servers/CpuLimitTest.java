package dev.roost.lab.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roost.lab.run.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over folders that look like the kernel's. */
class CpuLimitTest {
    private static final List<Integer> FOUR = List.of(0, 1, 2, 5);

    @TempDir
    private Path groups;

    @Test
    void wholeProcessorsNeedNoGroup() throws Exception {
        try (CpuLimit limit = CpuLimit.of(2, groups.resolve("none"), FOUR)) {
            limit.tighten();
            assertThat(limit.whole()).isEqualTo(2);
            assertThat(limit.prefix()).containsExactly("taskset", "-c", "2,5");
        }
    }

    @Test
    void aShareIsAQuotaOfTheFirstKindOfGroup() throws Exception {
        Files.createDirectory(groups.resolve("cpu"));
        CpuLimit limit = CpuLimit.of(0.25, groups, FOUR);
        limit.tighten();
        Path group = only(groups.resolve("cpu"));
        assertThat(group.resolve("cpu.cfs_period_us")).hasContent("10000");
        assertThat(group.resolve("cpu.cfs_quota_us")).hasContent("2500");
        assertThat(limit.prefix())
                .contains(group.resolve("cgroup.procs").toString())
                .endsWith("5");
    }

    @Test
    void aShareIsAMaximumOfTheSecondKindOfGroup() throws Exception {
        Files.writeString(groups.resolve("cgroup.controllers"), "cpu memory");
        Files.writeString(groups.resolve("cgroup.subtree_control"), "memory");
        CpuLimit limit = CpuLimit.of(1.5, groups, FOUR);
        limit.tighten();
        assertThat(limit.whole()).isEqualTo(2);
        assertThat(groups.resolve("cgroup.subtree_control")).hasContent("+cpu");
        try (Stream<Path> inside = Files.list(groups)) {
            Path group = inside.filter(Files::isDirectory).findFirst().orElseThrow();
            assertThat(group.resolve("cpu.max")).hasContent("15000 10000");
        }
    }

    @Test
    void whoMayMakeNoGroupIsToldWhatToDo() {
        assertThatExceptionOfType(LabException.class)
                .isThrownBy(() -> CpuLimit.of(0.5, groups.resolve("absent"), FOUR))
                .withMessageContaining("run as root")
                .withMessageContaining("whole numbers");
    }

    @Test
    void thereAreOnlySoMany() {
        assertThatExceptionOfType(LabException.class).isThrownBy(() -> CpuLimit.of(4.5, groups, FOUR));
        assertThatExceptionOfType(LabException.class).isThrownBy(() -> CpuLimit.of(0.01, groups, FOUR));
        assertThatExceptionOfType(LabException.class).isThrownBy(() -> CpuLimit.of(Double.NaN, groups, FOUR));
    }

    @Test
    void whatAContainerMayNotUseCannotBeHad() throws Exception {
        Files.createDirectory(groups.resolve("cpu"));
        Files.writeString(groups.resolve("cpu/cpu.cfs_quota_us"), "150000\n");
        Files.writeString(groups.resolve("cpu/cpu.cfs_period_us"), "100000\n");
        CpuLimit.of(1, groups, FOUR).close();
        assertThatExceptionOfType(LabException.class)
                .isThrownBy(() -> CpuLimit.of(2, groups, FOUR))
                .withMessageContaining("from 0.1 to 1.5 on this machine")
                .withMessageContaining("--nodes");
        Files.writeString(groups.resolve("cpu/cpu.cfs_quota_us"), "-1\n");
        CpuLimit.of(4, groups, FOUR).close();
        Files.writeString(groups.resolve("cgroup.controllers"), "cpu memory");
        Files.writeString(groups.resolve("cpu.max"), "200000 100000\n");
        assertThatExceptionOfType(LabException.class).isThrownBy(() -> CpuLimit.of(3, groups, FOUR));
        Files.writeString(groups.resolve("cpu.max"), "max 100000\n");
        CpuLimit.of(3, groups, FOUR).close();
    }

    @Test
    void processorsAreReadFromTheKernelsList() throws Exception {
        Path status = Files.writeString(groups.resolve("status"), "Name:\tx\nCpus_allowed_list:\t0-2,5\n");
        assertThat(CpuLimit.allowed(status)).isEqualTo(FOUR);
    }

    private static Path only(Path folder) throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.findFirst().orElseThrow();
        }
    }
}
