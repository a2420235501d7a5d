package dev.roost.bench.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Work on as many platform threads as there are cores. */
final class Parallel {
    static final int CORES = Runtime.getRuntime().availableProcessors();
    private static final int PIECE = 64;

    private Parallel() {}

    /** Does it for 0 to {@code count - 1}. */
    static void forEach(int count, IntConsumer work) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        onEachCore(thread -> {
            for (int from = next.getAndAdd(PIECE); from < count; from = next.getAndAdd(PIECE)) {
                for (int n = from; n < Math.min(count, from + PIECE); n++) {
                    work.accept(n);
                }
            }
        });
    }

    /** Does it once on each core, told the number of the thread. */
    static void onEachCore(IntConsumer work) throws InterruptedException {
        List<FutureTask<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < CORES; i++) {
            int number = i;
            FutureTask<Void> task = new FutureTask<>(() -> work.accept(number), null);
            tasks.add(task);
            Thread.ofPlatform().name("bench-" + i).start(task);
        }
        for (FutureTask<Void> task : tasks) {
            try {
                task.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
    }
}
