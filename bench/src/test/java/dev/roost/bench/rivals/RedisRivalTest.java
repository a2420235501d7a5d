package dev.roost.bench.rivals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RedisRivalTest {
    private static final int CAPACITY = 60;

    @ParameterizedTest
    @EnumSource(RedisMix.class)
    void timelinesHoldTheNewestPostsOfTheirReaders(RedisMix mix) throws IOException {
        Optional<Path> program = RedisServer.program();
        assumeTrue(program.isPresent(), "redis-server is not installed");
        try (RedisRival redis = RedisRival.start(program.orElseThrow(), CAPACITY)) {
            redis.fill(mix, 100);
            redis.deliveriesPerSecond(
                    mix,
                    List.of(
                            new FanOut(1_001, new int[] {0, 1, 2}, 2),
                            new FanOut(1_002, new int[] {1, 99}, 2),
                            new FanOut(1_003, new int[] {0, 99}, 2)));
            assertThat(redis.newest(mix, 0, 3)).containsExactly(1_003, 1_001, CAPACITY);
            assertThat(redis.newest(mix, 1, 3)).containsExactly(1_002, 1_001, CAPACITY);
            assertThat(redis.newest(mix, 2, 2)).containsExactly(CAPACITY, CAPACITY - 1);
            assertThat(redis.newest(mix, 99, 1_000))
                    .hasSize(CAPACITY)
                    .startsWith(1_003, 1_002, CAPACITY)
                    .endsWith(3);
        }
    }
}
