package dev.roost.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RoomTest {
    private static final Descriptors MANY = new Descriptors(Long.MAX_VALUE, () -> 0);

    @Test
    void halfAGigabyteHasRoomForTheUsualConnections() throws NoRoomException {
        Room room = new Room(16_384, 512L << 20, MANY);
        room.check();
        assertThat(room.connections()).isEqualTo(16_384);
        assertThat(room.isShortOfDescriptors()).isFalse();
        assertThat(room.told())
                .isEqualTo("at most 16384 connections (connections_max), 64 MB for requests and 64 MB for answers"
                        + " under way");
    }

    @Test
    void lessMemoryHasRoomForFewer() throws NoRoomException {
        Room room = new Room(16_384, 256L << 20, MANY);
        room.check();
        assertThat(room.connections()).isEqualTo(8_192);
        assertThat(room.told())
                .startsWith("at most 8192 connections (as a heap of 256 MB has room for; connections_max is 16384,");
        assertThatThrownBy(new Room(16_384, 256 << 10, MANY)::check).hasMessageContaining("-Xmx");
    }

    @Test
    void descriptorsAreKeptForTheStore() throws NoRoomException {
        AtomicLong open = new AtomicLong(30);
        Room room = new Room(16_384, 512L << 20, new Descriptors(256, open::get));
        room.check();
        assertThat(room.connections()).isEqualTo(256 - 64 - 30);
        assertThat(room.isShortOfDescriptors()).isTrue();
        assertThat(room.told())
                .startsWith("at most 162 connections instead of 16384: this process may open 256 files")
                .contains("to 16478 or more");
        open.set(90);
        assertThat(room.connectionsFitting(40)).isEqualTo(256 - 64 - 50);
    }

    @Test
    void withoutDescriptorsForTheFewestItSaysWhatToDo() {
        Room room = new Room(16_384, 512L << 20, new Descriptors(100, () -> 30));
        assertThatThrownBy(room::check)
                .isInstanceOf(NoRoomException.class)
                .hasMessageContaining("may open 100 files")
                .hasMessageContaining("ulimit -n");
        assertThat(new Room(16_384, 512L << 20, new Descriptors(20_000, () -> 30)).connections())
                .isEqualTo(16_384);
    }

    @Test
    void theProcessTellsItsDescriptors() {
        Descriptors own = Descriptors.ofProcess();
        assertThat(own.max()).isPositive();
        assertThat(own.open().getAsLong()).isBetween(0L, own.max());
    }
}
