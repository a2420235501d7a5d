package dev.roost.http.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tasks run in order, no more of them at a time than may. */
@Timeout(60)
class TurnsTest {
    private final ArrayDeque<Runnable> begun = new ArrayDeque<>();
    private final Turns turns = new Turns(begun::add, 2);
    private final List<Integer> done = new ArrayList<>();

    @Test
    void fewThreadsRunAllTasksInOrder() {
        for (int i = 0; i < 5; i++) {
            int task = i;
            turns.execute(() -> done.add(task));
        }
        assertThat(begun).hasSize(2);
        begun.remove().run();
        assertThat(done).containsExactly(0, 1, 2, 3, 4);
        begun.remove().run();
        turns.execute(() -> done.add(5));
        assertThat(begun).hasSize(1);
        begun.remove().run();
        assertThat(done).endsWith(5);
    }

    @Test
    void aTaskThatThrowsTakesNoTurnFromOthers() {
        turns.execute(() -> {
            throw new IllegalStateException("broken");
        });
        turns.execute(() -> done.add(1));
        Runnable first = begun.remove();
        assertThatThrownBy(first::run).hasMessage("broken");
        begun.remove().run();
        assertThat(done).containsExactly(1);
        turns.execute(() -> done.add(2));
        while (!begun.isEmpty()) {
            begun.remove().run();
        }
        assertThat(done).containsExactly(1, 2);
    }

    @Test
    void noTaskIsForgottenWhateverComesTogether() throws InterruptedException {
        int tasks = 20_000;
        CountDownLatch all = new CountDownLatch(tasks);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Turns real = new Turns(threads, 3);
            for (int i = 0; i < tasks; i++) {
                threads.execute(() -> real.execute(() -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    running.decrementAndGet();
                    all.countDown();
                }));
            }
            all.await();
        }
        assertThat(most.get()).isBetween(1, 3);
    }
}
