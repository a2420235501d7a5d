package dev.roost.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.lab.report.TailReport;
import dev.roost.lab.scenario.Scenario;
import dev.roost.lab.scenario.Scenarios;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TailRunTest {
    @TempDir
    private Path folder;

    @Test
    void slowPartsAreMeasuredAndTold() throws Exception {
        Path file = folder.resolve("small.yaml");
        Files.writeString(file, """
                {name: small, length: 1s, warm-up: 100ms, timeout: 20s, community: {accounts: 60, mean-followers: 4,
                 celebrity-share: 90%}, work: {post: 20, home: 60}}
                """);
        Scenario scenario = Scenarios.load(file.toString());
        try (FakeMastodon server = new FakeMastodon(page -> page, true)) {
            Members members = new Run(server.target(), scenario, Objectives.NONE).setUp(done -> {});
            TailRun.Found found = new TailRun(server.target(), scenario, 300, 0).run(members, progress -> {});
            assertThat(found.run().faults()).isEmpty();
            assertThat(found.screens()).isNotEmpty().allSatisfy(each -> {
                assertThat(each.call().count()).isEqualTo(each.screen().count() * each.calls());
                assertThat(each.measured()).isGreaterThanOrEqualTo(each.single());
            });
            assertThat(found.behind())
                    .extracting(Behind::what)
                    .anySatisfy(what -> assertThat(what).startsWith("others' home behind 10 posts"));
            assertThat(TailReport.html(found))
                    .contains("<svg", "behind 10 posts")
                    .doesNotContain("NaN");
            JsonNode json = JsonMapper.shared().readTree(TailReport.json(found));
            assertThat(json.path("screens").size()).isEqualTo(found.screens().size());
        }
    }
}
