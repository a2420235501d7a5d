package dev.roost.runtime.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The system is asked what it was told. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "threads have a nice value of their own on Linux alone")
class NicenessTest {
    /** Place of the nice value among the words after the name of a thread: proc_pid_stat(5), field 19. */
    private static final int NICE = 16;

    private static int niceOf(Path thread) {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[NICE]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void oneThreadStepsBackAndNoOther() throws InterruptedException {
        AtomicInteger own = new AtomicInteger();
        Thread thread = Thread.ofPlatform().start(() -> {
            Niceness.ofThisThread(7);
            own.set(niceOf(Path.of("/proc/thread-self")));
        });
        thread.join();
        assertThat(own.get()).isEqualTo(7);
        assertThat(niceOf(Path.of("/proc/thread-self"))).isZero();
    }

    @Test
    void threadsAreFoundByTheNameThatTheSystemKeeps() {
        assertThat(Niceness.ofThreads(name -> name.equals("no thread of ours"), 19))
                .isZero();
        assertThat(Niceness.ofThreads(name -> name.startsWith("C2 CompilerThre"), 3))
                .isPositive();
    }
}
