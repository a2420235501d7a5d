package dev.roost.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.roost.lab.drive.Plan;
import dev.roost.lab.drive.Requests;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WorkPlanTest {
    @Test
    void theSameScenarioGivesTheSamePlan() throws Exception {
        Scenario quiet = Scenarios.load("quiet");
        Requests one = WorkPlan.of(quiet, follows(quiet));
        Requests two = WorkPlan.of(quiet, follows(quiet));
        assertThat(one.size()).isEqualTo(two.size()).isGreaterThan(1_000);
        for (int row = 0; row < one.size(); row++) {
            assertThat(one.dueNs(row)).isEqualTo(two.dueNs(row));
            assertThat(one.actor(row)).isEqualTo(two.actor(row));
            assertThat(one.argument(row)).isEqualTo(two.argument(row));
        }
    }

    @Test
    void ratesAreKept() throws Exception {
        Scenario scenario = scenario("work: {home: 100, post: 10}");
        Requests requests = WorkPlan.of(scenario, follows(scenario));
        assertThat((double) count(requests, Kind.HOME)).isCloseTo(10_000, within(400.0));
        assertThat((double) count(requests, Kind.POST)).isCloseTo(1_000, within(130.0));
    }

    @Test
    void aSessionPagesDownFromWhatItOpened() throws Exception {
        Scenario scenario = scenario("session: {pages: 2, think: 1s, expected: 100ms}\nwork: {session: 1}");
        Requests requests = WorkPlan.of(scenario, follows(scenario));
        int deeper = 0;
        for (int row = 0; row < requests.size(); row++) {
            if (requests.kind(row) == Kind.DEEPER.number()) {
                deeper++;
                int parent = requests.parent(row);
                assertThat(requests.actor(parent)).isEqualTo(requests.actor(row));
                assertThat(requests.dueNs(row) - requests.dueNs(parent)).isEqualTo(1_100_000_000);
            }
        }
        assertThat(deeper).isEqualTo(2 * count(requests, Kind.HOME));
    }

    @Test
    void anAppStartsAllItsCallsAtOnce() throws Exception {
        Scenario scenario = scenario("work: {app-start: 1}");
        Requests requests = WorkPlan.of(scenario, follows(scenario));
        Set<Integer> groups = new HashSet<>();
        for (int row = 0; row < requests.size(); row++) {
            int first = requests.group(row);
            assertThat(first).isNotEqualTo(Plan.NONE);
            assertThat(requests.dueNs(row)).isEqualTo(requests.dueNs(first));
            groups.add(first);
        }
        assertThat(requests.size()).isEqualTo(groups.size() * StartCall.values().length);
    }

    @Test
    void nobodyFollowsTwiceOrThemselves() throws Exception {
        Scenario scenario = scenario("work: {follow: 20}");
        Follows follows = follows(scenario);
        Requests requests = WorkPlan.of(scenario, follows);
        Set<String> pairs = new HashSet<>();
        for (int row = 0; row < requests.size(); row++) {
            assertThat(requests.argument(row)).isNotEqualTo(requests.actor(row));
            assertThat(follows.has(requests.actor(row), requests.argument(row))).isFalse();
            assertThat(pairs.add(requests.actor(row) + ">" + requests.argument(row)))
                    .isTrue();
        }
    }

    @Test
    void aCelebrityHasTheShareThatIsAskedFor() throws Exception {
        Scenario scenario = scenario("work: {home: 1}\ncommunity: {accounts: 2000, celebrity-share: 90%}");
        Follows follows = follows(scenario);
        assertThat((double) follows.followers(0)).isCloseTo(1_800, within(60.0));
        assertThat((double) follows.count() / follows.accounts()).isBetween(10.0, 20.0);
    }

    private static Scenario scenario(String rest) throws ScenarioException {
        return Scenarios.read("test", "length: 100s\n" + rest);
    }

    private static Follows follows(Scenario scenario) {
        return Follows.of(scenario.community(), new SplittableRandom(scenario.seed()));
    }

    private static int count(Requests requests, Kind kind) {
        int count = 0;
        for (int row = 0; row < requests.size(); row++) {
            count += requests.kind(row) == kind.number() ? 1 : 0;
        }
        return count;
    }
}
