package dev.roost.sim;

import dev.roost.core.StateReader;
import dev.roost.model.AccountId;
import dev.roost.model.Command;
import dev.roost.model.Outcome;
import dev.roost.model.PageRequest;
import dev.roost.runtime.HomeTimelines;
import dev.roost.runtime.MemoryStore;
import dev.roost.runtime.Reads;
import dev.roost.runtime.Roost;
import dev.roost.runtime.StateStore;
import dev.roost.store.rocksdb.RocksDbSettings;
import dev.roost.store.rocksdb.RocksDbStore;
import dev.roost.timeline.Strategy;
import dev.roost.timeline.TimelineSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** A whole node, in memory or on disk. */
final class RoostSubject implements Subject {
    private static final RocksDbSettings SMALL = new RocksDbSettings(8 << 20, 8 << 20);

    private final SimSettings settings;
    private final AtomicLong clockMs = new AtomicLong(StepCommands.START_MS);
    private final Optional<Path> directory;
    private StateStore store;
    private Roost roost;

    RoostSubject(SimSettings settings) {
        this.settings = settings;
        try {
            directory = settings.store().equals("disk")
                    ? Optional.of(Files.createTempDirectory("roost-sim"))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        store = directory.isPresent() ? onDisk() : new MemoryStore();
        roost = start(Strategy.valueOf(settings.strategy()));
    }

    private StateStore onDisk() {
        try {
            return RocksDbStore.open(directory.orElseThrow(), SMALL, "sim");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Roost start(Strategy strategy) {
        TimelineSettings wanted = new TimelineSettings(
                strategy,
                settings.celebrities(),
                settings.capacity(),
                settings.boostWindowMs(),
                settings.maxActive(),
                3_600_000);
        InstantSource clock = () -> Instant.ofEpochMilli(clockMs.get());
        return Roost.open(store, wanted, clock);
    }

    @Override
    public CompletableFuture<Outcome> submit(long nowMs, Command command) {
        clockMs.set(nowMs);
        return roost.submit(command);
    }

    @Override
    public Page home(long nowMs, AccountId reader, PageRequest request) {
        clockMs.set(nowMs);
        HomeTimelines.HomePage page = roost.home().page(reader, request);
        return new Page(page.posts(), page.offset());
    }

    @Override
    public Optional<Reads> reads(long nowMs) {
        clockMs.set(nowMs);
        return Optional.of(roost.reads());
    }

    @Override
    public StateReader rows() {
        return store;
    }

    @Override
    public void evict(AccountId reader) {
        roost.home().evict(reader);
    }

    @Override
    public void evictAll() {
        for (int i = 1; i <= settings.accounts(); i++) {
            roost.home().evict(new AccountId(i));
        }
    }

    @Override
    public void strategy(String name) {
        roost.home().setStrategy(Strategy.valueOf(name));
    }

    @Override
    public void restart() {
        Strategy strategy = roost.home().strategy();
        roost.close();
        if (directory.isPresent()) {
            store = onDisk();
        }
        roost = start(strategy);
    }

    @Override
    public void close() {
        roost.close();
        directory.ifPresent(RoostSubject::delete);
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
