package dev.roost.sim;

import dev.roost.model.AccountId;
import dev.roost.model.Command;
import dev.roost.model.Outcome;
import dev.roost.model.PageRequest;
import dev.roost.model.PostId;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * A part of a history during which other threads read pages while commands are executed. What they saw is compared
 * afterwards, with the model at the offset that each page carries.
 */
final class Burst {
    private static final int THREADS = 2;
    private static final int PAGES_PER_THREAD = 150;

    private final Subject subject;
    private final SimSettings settings;
    private final long nowMs;
    private final List<PostId> cursors;
    private final List<Asked> commands = new ArrayList<>();
    private final List<Seen> ownPages = new ArrayList<>();
    private final List<Reading> readings = new ArrayList<>();
    private volatile boolean stopped;

    record Asked(Command command, CompletableFuture<Outcome> outcome) {}

    record Seen(AccountId reader, PageRequest request, List<PostId> posts, long offset) {}

    Burst(Subject subject, SimSettings settings, long nowMs, NaiveState before, long seed) {
        this.subject = subject;
        this.settings = settings;
        this.nowMs = Math.max(nowMs, 0);
        cursors = List.copyOf(before.posts.keySet());
        if (subject.concurrent()) {
            for (int i = 0; i < THREADS; i++) {
                readings.add(new Reading(new Random(seed * THREADS + i)));
            }
            readings.forEach(Thread::start);
        }
    }

    long nowMs() {
        return nowMs;
    }

    /** Executes a command; its outcome, unless commands are to pile up and share a commit. */
    Optional<Outcome> ask(Command command) {
        CompletableFuture<Outcome> outcome = subject.submit(nowMs, command);
        commands.add(new Asked(command, outcome));
        if (settings.group() == 1) {
            return Optional.of(outcome.join());
        }
        if (commands.size() % settings.group() == 0) {
            outcome.join();
        }
        return Optional.empty();
    }

    List<Asked> commands() {
        return commands;
    }

    /** Reads a page on the thread that executes commands. */
    void read(AccountId reader, PageRequest request) {
        ownPages.add(seen(reader, request));
    }

    private Seen seen(AccountId reader, PageRequest request) {
        Subject.Page page = subject.home(nowMs, reader, request);
        return new Seen(reader, request, page.posts(), page.offset());
    }

    /** Ends the reading; all pages by offset. */
    NavigableMap<Long, List<Seen>> stop() {
        commands.forEach(asked -> asked.outcome().join());
        stopped = true;
        NavigableMap<Long, List<Seen>> byOffset = new TreeMap<>();
        List<Throwable> failures = new ArrayList<>();
        for (Reading reading : readings) {
            try {
                reading.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            reading.failures.forEach(failures::add);
            sort(reading.pages, byOffset);
        }
        if (!failures.isEmpty()) {
            throw new IllegalStateException("a reader failed: " + failures.getFirst(), failures.getFirst());
        }
        sort(ownPages, byOffset);
        return byOffset;
    }

    private static void sort(List<Seen> pages, NavigableMap<Long, List<Seen>> byOffset) {
        long last = 0;
        for (Seen page : pages) {
            if (page.offset() < last) {
                throw new Mismatch("a page at offset " + page.offset() + " after one at " + last);
            }
            last = page.offset();
            byOffset.computeIfAbsent(page.offset(), _ -> new ArrayList<>()).add(page);
        }
    }

    /** One thread that reads pages of random readers. */
    private final class Reading extends Thread {
        final List<Seen> pages = new ArrayList<>();
        final List<Throwable> failures = new ArrayList<>();
        private final Random random;

        Reading(Random random) {
            this.random = random;
        }

        @Override
        public void run() {
            try {
                while (!stopped && pages.size() < PAGES_PER_THREAD) {
                    pages.add(seen(new AccountId(1 + random.nextInt(settings.accounts())), request()));
                }
            } catch (RuntimeException | AssertionError e) {
                failures.add(e);
            }
        }

        private PageRequest request() {
            int limit = 1 + random.nextInt(12);
            if (cursors.isEmpty() || random.nextInt(3) == 0) {
                return PageRequest.newest(limit);
            }
            long cursor = cursors.get(random.nextInt(cursors.size())).value();
            return switch (random.nextInt(3)) {
                case 0 -> PageRequest.before(cursor, limit);
                case 1 -> PageRequest.after(cursor, limit);
                default -> new PageRequest(0, cursor, 0, limit);
            };
        }
    }
}
