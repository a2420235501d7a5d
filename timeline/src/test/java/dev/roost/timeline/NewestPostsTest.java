package dev.roost.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class NewestPostsTest {
    private final NewestPosts newest = new NewestPosts();

    @Test
    void knowsNobodyAtFirst() {
        assertThat(newest.of(new int[] {})).isZero();
        assertThat(newest.of(new int[] {0, 1, 1_023, 1_024, 5_000_000})).isZero();
    }

    @Test
    void isTheHighestOfTheAuthorsAsked() {
        newest.add(3, 40);
        newest.add(5, 44);
        newest.add(3, 48);
        assertThat(newest.of(new int[] {3})).isEqualTo(48);
        assertThat(newest.of(new int[] {5})).isEqualTo(44);
        assertThat(newest.of(new int[] {5, 3, 9})).isEqualTo(48);
        assertThat(newest.of(new int[] {9, 5})).isEqualTo(44);
        assertThat(newest.of(new int[] {4, 6})).isZero();
    }

    @Test
    void growsAndForgetsNothing() {
        newest.add(1_023, 4);
        newest.add(1_024, 8);
        newest.add(1_000_000, 12);
        assertThat(newest.of(new int[] {1_023})).isEqualTo(4);
        assertThat(newest.of(new int[] {1_024})).isEqualTo(8);
        assertThat(newest.of(new int[] {1_000_000})).isEqualTo(12);
        assertThat(newest.of(new int[] {999_999, 1_000_001})).isZero();
    }

    /** While the publisher writes and the memory grows, whoever has seen a publication sees all that was in it. */
    @Test
    void whoHasSeenAPublicationSeesWhatItPublished() throws Exception {
        int authors = 100_000;
        int postsOfEach = 10;
        AtomicLong published = new AtomicLong();
        try (var threads = Executors.newFixedThreadPool(3)) {
            Future<Long> one = threads.submit(() -> readUntilAllIsPublished(published, authors, postsOfEach));
            Future<Long> other = threads.submit(() -> readUntilAllIsPublished(published, authors, postsOfEach));
            Future<?> publisher = threads.submit(() -> {
                for (long id = 1; id <= (long) authors * postsOfEach; id++) {
                    newest.add(authorOf(id, authors), id);
                    published.setRelease(id);
                }
            });
            publisher.get();
            assertThat(one.get()).isPositive();
            assertThat(other.get()).isPositive();
        }
    }

    /** Returns how often it looked; fails when a post is missing that was published before. */
    private long readUntilAllIsPublished(AtomicLong published, int authors, int postsOfEach) {
        long looks = 0;
        long last = (long) authors * postsOfEach;
        for (long seen = 0; seen < last; looks++) {
            seen = published.getAcquire();
            for (long id = Math.max(1, seen - 3); id <= seen; id++) {
                assertThat(newest.of(new int[] {authorOf(id, authors)})).isGreaterThanOrEqualTo(id);
            }
        }
        return looks;
    }

    /** Each number in turn, so that the array grows while it is read. */
    private static int authorOf(long id, int authors) {
        return (int) (id % authors);
    }
}
