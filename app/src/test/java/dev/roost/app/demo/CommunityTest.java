package dev.roost.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.roost.model.ImportedPost;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the generated community looks like, measured. */
class CommunityTest {
    private static final CommunitySize SIZE = CommunitySize.DEMO;
    private static final Community COMMUNITY = new Community(8420, SIZE);

    @Test
    void thereAreAboutHalfAMillionFollowsWithAHeavyTail() {
        int[] followers = followers();
        assertThat(Arrays.stream(followers).sum()).isCloseTo(500_000, within(10_000));
        Arrays.sort(followers);
        int n = followers.length;
        long top = IntStream.range(n - n / 100, n).map(i -> followers[i]).sum();
        // Without the celebrity, one in a hundred has more than a sixth of all followers; the median has few.
        assertThat(top - followers[n - 1]).isGreaterThan(500_000 / 6);
        assertThat(followers[n / 2]).isBetween(5, 40);
        assertThat(followers[n - 2]).isGreaterThan(1_000);
    }

    @Test
    void nineInTenFollowTheCelebrity() {
        assertThat(followers()[Community.CELEBRITY]).isCloseTo(9_000, within(2));
    }

    @Test
    void peopleFollowSomeTens() {
        int[] followees = IntStream.range(0, SIZE.accounts())
                .map(member -> COMMUNITY.followees(member).length)
                .sorted()
                .toArray();
        assertThat(followees[followees.length / 2]).isBetween(20, 60);
        assertThat(followees[followees.length - 1]).isGreaterThan(500);
    }

    @Test
    void nobodyFollowsThemselvesOrAnybodyTwice() {
        for (int member = 0; member < SIZE.accounts(); member++) {
            int[] followees = COMMUNITY.followees(member);
            for (int i = 0; i < followees.length; i++) {
                assertThat(followees[i]).isNotEqualTo(member);
                assertThat(i == 0 || followees[i - 1] < followees[i]).isTrue();
            }
        }
    }

    @Test
    void postsAreOfAllKindsAndInTheOrderOfTime() {
        CommunityPosts posts = new CommunityPosts(COMMUNITY, 1);
        Map<String, Integer> kinds = new HashMap<>();
        long ageMs = Long.MAX_VALUE;
        int made = 0;
        while (posts.hasNext()) {
            CommunityPosts.Made post = posts.next();
            assertThat(post.ageMs()).isLessThanOrEqualTo(ageMs).isBetween(0L, CommunityPosts.SPAN_MS);
            ageMs = post.ageMs();
            made++;
            kinds.merge(kind(post.content()), 1, Integer::sum);
        }
        assertThat(made).isEqualTo(SIZE.posts());
        assertThat(made - kinds.get("boost")).isBetween(100_000, 101_000);
        assertThat(kinds.get("reply")).isGreaterThan(10_000);
        assertThat(kinds.get("boost")).isGreaterThan(10_000);
        assertThat(kinds.get("mention")).isGreaterThan(3_000);
        assertThat(kinds.get("tagged")).isGreaterThan(8_000);
        assertThat(kinds.get("link")).isGreaterThan(3_000);
    }

    @Test
    void theSameSeedGivesTheSameCommunity() {
        CommunitySize size = new CommunitySize(300, 6_000, 1_000, 100);
        Community one = new Community(5, size);
        Community other = new Community(5, size);
        CommunityPosts posts = new CommunityPosts(one, 2);
        CommunityPosts same = new CommunityPosts(other, 2);
        while (posts.hasNext()) {
            assertThat(posts.next()).isEqualTo(same.next());
        }
        for (int member = 0; member < size.accounts(); member++) {
            assertThat(one.username(member)).isEqualTo(other.username(member));
            assertThat(one.followees(member)).isEqualTo(other.followees(member));
        }
    }

    private static String kind(ImportedPost.Content content) {
        return switch (content) {
            case ImportedPost.BoostOf boost -> "boost";
            case ImportedPost.Edit edit -> "edit";
            case ImportedPost.Words words when !(words.replyTo() instanceof ImportedPost.Nothing) -> "reply";
            case ImportedPost.Words words when !words.draft().mentionHandles().isEmpty() -> "mention";
            case ImportedPost.Words words when words.draft().body().text().contains("https://") -> "link";
            case ImportedPost.Words words when !words.draft().tags().isEmpty() -> "tagged";
            case ImportedPost.Words words -> "plain";
        };
    }

    private static int[] followers() {
        int[] followers = new int[SIZE.accounts()];
        for (int member = 0; member < followers.length; member++) {
            for (int followee : COMMUNITY.followees(member)) {
                followers[followee]++;
            }
        }
        return followers;
    }
}
