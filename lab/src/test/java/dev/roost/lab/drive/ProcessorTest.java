package dev.roost.lab.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.roost.lab.selftest.TrivialServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** As the kernel tells where the threads of this process may be. */
@Timeout(60)
@EnabledOnOs(OS.LINUX)
class ProcessorTest {
    private static final Path THREADS = Path.of("/proc/self/task");

    private Set<Integer> all = Set.of();
    private int first;

    @BeforeEach
    void twoProcessors() throws IOException {
        all = allowed(Path.of("/proc/thread-self"));
        assumeTrue(all.size() > 1, "one processor");
        first = all.iterator().next();
    }

    @Test
    void clearSendsEveryThreadAwayAndLetsItBack() throws Exception {
        Set<String> before = threads().keySet();
        Runnable anywhere = Processor.clear(first, 1);
        try {
            Map<String, Set<Integer>> meanwhile = threads();
            // Those that the Java machine has begun since may come from one that had not been sent away yet.
            meanwhile.keySet().retainAll(before);
            assertThat(meanwhile.remove(stopsTheMachine()))
                    .as("where the thread may be that works while the sender stands still")
                    .isEqualTo(all);
            assertThat(meanwhile)
                    .isNotEmpty()
                    .allSatisfy((thread, processors) ->
                            assertThat(processors).doesNotContain(first).hasSize(all.size() - 1));
            assertThat(allowedInAnotherThread()).doesNotContain(first);
        } finally {
            anywhere.run();
        }
        Map<String, Set<Integer>> after = threads();
        after.keySet().retainAll(before);
        assertThat(after)
                .allSatisfy((thread, processors) -> assertThat(processors).isEqualTo(all));
        assertThat(allowedInAnotherThread()).isEqualTo(all);
    }

    @Test
    void theOnlyProcessorsCannotBeCleared() throws Exception {
        Runnable anywhere =
                Processor.clear(0, all.stream().max(Integer::compare).orElseThrow() + 1);
        assertThat(allowed(Path.of("/proc/thread-self"))).isEqualTo(all);
        anywhere.run();
    }

    @Test
    void theSenderHasItsProcessorAlone() throws Exception {
        CompletableFuture<Set<Integer>> sender = new CompletableFuture<>();
        CompletableFuture<Set<Integer>> waiting = new CompletableFuture<>();
        Path own = Files.readSymbolicLink(Path.of("/proc/thread-self"));
        Plan plan = new Plan();
        plan.add(0, 0, 0, 0);
        try (TrivialServer server = TrivialServer.always(0)) {
            new OpenLoop("127.0.0.1", server.port(), 30_000_000_000L, first)
                    .with(plan.requests(), new Exchange() {
                        @Override
                        public boolean write(Requests requests, int row, ByteBuffer into) {
                            try {
                                sender.complete(allowed(Path.of("/proc/thread-self")));
                                waiting.complete(allowed(Path.of("/proc").resolve(own)));
                            } catch (IOException broken) {
                                throw new UncheckedIOException(broken);
                            }
                            into.put("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                            return true;
                        }

                        @Override
                        public void answered(Requests requests, int row, Answer answer) {}
                    })
                    .run(progress -> {});
        }
        assertThat(sender.get()).containsExactly(first);
        assertThat(waiting.get()).doesNotContain(first).hasSize(all.size() - 1);
        assertThat(allowed(Path.of("/proc/thread-self"))).isEqualTo(all);
    }

    private static Set<Integer> allowedInAnotherThread() throws Exception {
        CompletableFuture<Set<Integer>> told = new CompletableFuture<>();
        Thread thread = Thread.ofPlatform().start(() -> {
            try {
                told.complete(allowed(Path.of("/proc/thread-self")));
            } catch (IOException broken) {
                told.completeExceptionally(broken);
            }
        });
        thread.join();
        return told.get();
    }

    /** The number of the Java machine's own thread for what it does with all others at rest. */
    private static String stopsTheMachine() throws IOException {
        try (Stream<Path> each = Files.list(THREADS)) {
            for (Path thread : each.toList()) {
                if (Files.readString(thread.resolve("comm")).strip().equals("VM Thread")) {
                    return thread.getFileName().toString();
                }
            }
        }
        throw new AssertionError("no VM Thread");
    }

    /** Where each thread of this process may be. */
    private static Map<String, Set<Integer>> threads() throws IOException {
        Map<String, Set<Integer>> threads = new TreeMap<>();
        try (Stream<Path> each = Files.list(THREADS)) {
            for (Path thread : each.toList()) {
                try {
                    threads.put(thread.getFileName().toString(), allowed(thread));
                } catch (IOException ended) {
                    // Meanwhile.
                }
            }
        }
        return threads;
    }

    /** From the kernel's own list such as {@code 0-3,6}. */
    private static Set<Integer> allowed(Path thread) throws IOException {
        Set<Integer> processors = new TreeSet<>();
        for (String line : Files.readAllLines(thread.resolve("status"))) {
            if (line.startsWith("Cpus_allowed_list:")) {
                for (String range :
                        line.substring(line.indexOf(':') + 1).strip().split(",")) {
                    String[] ends = range.split("-");
                    for (int i = Integer.parseInt(ends[0]); i <= Integer.parseInt(ends[ends.length - 1]); i++) {
                        processors.add(i);
                    }
                }
            }
        }
        return processors;
    }
}
