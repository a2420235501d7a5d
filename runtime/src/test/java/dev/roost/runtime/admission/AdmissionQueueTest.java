package dev.roost.runtime.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Who is let in, who waits and who is turned away: an open loop in time of its own, on a machine with one place. */
class AdmissionQueueTest {
    private static final long MS = 1_000_000;
    private static final long SECOND = 1_000 * MS;
    /** What one piece of work takes on average: 5,000 a second. */
    private static final long TAKES_NS = 200_000;

    /** Arrivals at these rates, each its own stream, while the only place works without a pause. */
    private static final class Machine {
        final Random random = new Random(7);
        final ArrayDeque<Runnable> begun = new ArrayDeque<>();
        final AdmissionQueue admission;
        final Map<Lane, Double> perSecond = new EnumMap<>(Lane.class);
        final Map<Lane, Long> nextNs = new EnumMap<>(Lane.class);
        final Map<Lane, List<Long>> waitsNs = new EnumMap<>(Lane.class);
        final Map<Lane, Integer> turnedAway = new EnumMap<>(Lane.class);
        long nowNs;
        long busyNs;

        Machine() {
            admission = new AdmissionQueue(begun::add, Runnable::run, () -> nowNs, 1);
        }

        /** From now on; what was counted before is forgotten. */
        Machine rate(Lane lane, double each) {
            perSecond.put(lane, each);
            nextNs.put(lane, nowNs + gapNs(lane));
            return this;
        }

        Machine run(long lengthNs) {
            busyNs = 0;
            for (Lane lane : Lane.values()) {
                waitsNs.put(lane, new ArrayList<>());
                turnedAway.put(lane, 0);
            }
            long endNs = nowNs + lengthNs;
            while (nowNs < endNs) {
                Runnable next = begun.poll();
                if (next == null) {
                    arrive();
                } else {
                    next.run();
                }
            }
            return this;
        }

        private void arrive() {
            Lane lane = first();
            nowNs = Math.max(nowNs, nextNs.get(lane));
            nextNs.put(lane, nextNs.get(lane) + gapNs(lane));
            long sinceNs = nowNs;
            admission.offer(lane, 0, new Work() {
                @Override
                public void run() {
                    waitsNs.get(lane).add(nowNs - sinceNs);
                    long endNs = nowNs + exponential(TAKES_NS);
                    busyNs += endNs - nowNs;
                    while (nextNs.get(first()) <= endNs) {
                        arrive();
                    }
                    nowNs = endNs;
                }

                @Override
                public void turnedAway() {
                    assertEquals(sinceNs, nowNs, "told at once");
                    turnedAway.merge(lane, 1, Integer::sum);
                }
            });
        }

        private Lane first() {
            return nextNs.entrySet().stream()
                    .min(Map.Entry.comparingByValue())
                    .orElseThrow()
                    .getKey();
        }

        private long gapNs(Lane lane) {
            return exponential(SECOND / perSecond.get(lane));
        }

        private long exponential(double mean) {
            return 1 + (long) (-Math.log(1 - random.nextDouble()) * mean);
        }

        double wellPerSecond(Lane lane, long lengthNs) {
            return waitsNs.get(lane).size() * (double) SECOND / lengthNs;
        }

        long waitNs(Lane lane, double quantile) {
            List<Long> sorted = waitsNs.get(lane).stream().sorted().toList();
            return sorted.get((int) (quantile * (sorted.size() - 1)));
        }
    }

    @Test
    void belowCapacityNobodyIsTurnedAway() {
        Machine machine = new Machine().rate(Lane.PEOPLE, 3_000).run(SECOND).run(20 * SECOND);
        assertEquals(0, machine.turnedAway.get(Lane.PEOPLE));
    }

    @Test
    void farBeyondCapacityThePlaceIsAlwaysBusyAndWhoIsLetInWaitsLittle() {
        for (double load : new double[] {1.2, 2, 5, 20}) {
            Machine machine = new Machine()
                    .rate(Lane.PEOPLE, load * SECOND / TAKES_NS)
                    .run(SECOND)
                    .run(10 * SECOND);
            assertTrue(machine.busyNs >= 0.99 * 10 * SECOND, () -> load + ": busy " + machine.busyNs);
            long p99 = machine.waitNs(Lane.PEOPLE, 0.99);
            assertTrue(p99 <= 2 * AdmissionQueue.STANDING_NS, () -> load + ": p99 of the wait " + p99);
        }
    }

    @Test
    void theQueueIsGoneAtOnceWhenTheLoadIs() {
        Machine machine = new Machine().rate(Lane.PEOPLE, 25_000).run(10 * SECOND);
        machine.rate(Lane.PEOPLE, 2_500).run(50 * MS).run(SECOND);
        assertEquals(0, machine.turnedAway.get(Lane.PEOPLE));
        assertTrue(machine.waitNs(Lane.PEOPLE, 0.99) < 2 * MS);
    }

    @Test
    void aBurstWaitsInsteadOfBeingTurnedAway() {
        Machine machine = new Machine().rate(Lane.PEOPLE, 1_000).run(SECOND);
        // 60 requests that came while the machine stood still for a moment.
        machine.rate(Lane.PEOPLE, 60_000).run(MS);
        machine.rate(Lane.PEOPLE, 1_000).run(100 * MS);
        assertEquals(0, machine.turnedAway.get(Lane.PEOPLE));
    }

    @Test
    void peopleGoBeforeBulkAndStrangersButNobodyStarves() {
        Machine machine = new Machine()
                .rate(Lane.PEOPLE, 3_500)
                .rate(Lane.BULK, 10_000)
                .rate(Lane.STRANGERS, 10_000)
                .run(2 * SECOND)
                .run(20 * SECOND);
        long people = machine.waitsNs.get(Lane.PEOPLE).size();
        assertTrue(
                people >= 0.95 * (people + machine.turnedAway.get(Lane.PEOPLE)),
                () -> people + " people, turned away " + machine.turnedAway);
        assertTrue(machine.wellPerSecond(Lane.BULK, 20 * SECOND) > 300);
        assertTrue(machine.wellPerSecond(Lane.STRANGERS, 20 * SECOND) > 100);
        assertTrue(machine.busyNs >= 0.99 * 20 * SECOND);
    }

    @Test
    void laterLanesGetTheirTurnWhilePeopleAloneAreTooMany() {
        Machine machine = new Machine()
                .rate(Lane.PEOPLE, 25_000)
                .rate(Lane.BULK, 5_000)
                .rate(Lane.STRANGERS, 5_000)
                .run(2 * SECOND)
                .run(20 * SECOND);
        assertTrue(
                machine.wellPerSecond(Lane.BULK, 20 * SECOND) > 200,
                () -> machine.waitsNs.get(Lane.BULK).size() + "");
        assertTrue(
                machine.wellPerSecond(Lane.STRANGERS, 20 * SECOND) > 50,
                () -> machine.waitsNs.get(Lane.STRANGERS).size() + "");
    }

    @Test
    void whatNobodyWaitsForIsNotDone() {
        ArrayDeque<Runnable> begun = new ArrayDeque<>();
        AdmissionQueue admission = new AdmissionQueue(begun::add, Runnable::run, System::nanoTime, 1);
        AtomicInteger done = new AtomicInteger();
        AtomicInteger dropped = new AtomicInteger();
        for (int i = 0; i < 3; i++) {
            boolean gone = i == 1;
            admission.offer(Lane.PEOPLE, 0, new Work() {
                @Override
                public void run() {
                    done.incrementAndGet();
                }

                @Override
                public void turnedAway() {
                    dropped.incrementAndGet();
                }

                @Override
                public boolean abandoned() {
                    return gone;
                }
            });
        }
        while (!begun.isEmpty()) {
            begun.remove().run();
        }
        assertEquals(2, done.get());
        assertEquals(1, dropped.get());
        assertEquals(1, admission.queue().lanes().get(Lane.PEOPLE).abandoned());
        assertEquals(0, admission.queue().busy());
    }

    @Test
    void whoWaitsElsewhereKeepsNoPlaceAndComesBackFirst() throws InterruptedException {
        AdmissionQueue admission =
                new AdmissionQueue(work -> Thread.ofVirtual().start(work), Runnable::run, System::nanoTime, 1);
        CountDownLatch arrived = new CountDownLatch(1);
        CompletableFuture<String> body = new CompletableFuture<>();
        CountDownLatch done = new CountDownLatch(2);
        admission.offer(Lane.PEOPLE, 0, new Work() {
            @Override
            public void run() {
                Place.whileAway(() -> {
                    arrived.countDown();
                    return body.join();
                });
                done.countDown();
            }

            @Override
            public void turnedAway() {}
        });
        arrived.await();
        admission.offer(Lane.PEOPLE, 0, new Work() {
            @Override
            public void run() {
                body.complete("here");
                done.countDown();
            }

            @Override
            public void turnedAway() {}
        });
        done.await();
        assertEquals(2, admission.queue().lanes().get(Lane.PEOPLE).begun());
    }

    @Test
    void whereNothingMovesNobodyIsLetInAndThoseWhoWaitAreTold() {
        ArrayDeque<Runnable> begun = new ArrayDeque<>();
        AtomicLong nowNs = new AtomicLong();
        AdmissionQueue admission = new AdmissionQueue(begun::add, Runnable::run, nowNs::get, 1);
        List<String> told = new ArrayList<>();
        admission.offer(Lane.PEOPLE, 0, named("stuck", told));
        admission.offer(Lane.PEOPLE, 0, named("waiting", told));
        nowNs.addAndGet(AdmissionQueue.STANDSTILL_NS + 1);
        admission.offer(Lane.PEOPLE, 0, named("late", told));
        assertEquals(List.of("late turned away"), told);
        nowNs.addAndGet(AdmissionQueue.LATE_NS);
        admission.offer(Lane.STRANGERS, 0, named("later", told));
        assertEquals(List.of("late turned away", "later turned away", "waiting turned away"), told);
        assertEquals(0, admission.queue().waiting());
        begun.remove().run();
        admission.offer(Lane.PEOPLE, 0, named("next", told));
        begun.remove().run();
        assertEquals(List.of("stuck done", "next done"), told.subList(3, 5));
    }

    @Test
    void whatLayUnreadForLongIsLetInOnlyWhereNobodyWaits() {
        ArrayDeque<Runnable> begun = new ArrayDeque<>();
        AdmissionQueue admission = new AdmissionQueue(begun::add, Runnable::run, () -> 0, 1);
        List<String> told = new ArrayList<>();
        admission.offer(Lane.PEOPLE, 10 * SECOND, named("first", told));
        admission.offer(Lane.PEOPLE, 10 * SECOND, named("second", told));
        admission.offer(Lane.PEOPLE, MS, named("third", told));
        assertEquals(List.of("second turned away"), told);
        begun.remove().run();
        begun.remove().run();
        assertEquals(List.of("second turned away", "first done", "third done"), told);
    }

    private static Work named(String name, List<String> told) {
        return new Work() {
            @Override
            public void run() {
                told.add(name + " done");
            }

            @Override
            public void turnedAway() {
                told.add(name + " turned away");
            }
        };
    }
}
