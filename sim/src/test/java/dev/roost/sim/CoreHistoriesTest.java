package dev.roost.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.core.Commit;
import dev.roost.core.LogEntry;
import dev.roost.core.StateView;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The core against the reference model, over random histories. */
class CoreHistoriesTest {
    private static final int HISTORIES = Settings.histories(500);

    @Test
    void theCoreDoesWhatTheModelDoes() {
        long pages = 0;
        for (long seed = 1; seed <= HISTORIES; seed++) {
            pages += Histories.run(seed, 200, CoreSubject::new);
        }
        assertThat(pages).isGreaterThan(HISTORIES);
    }

    @Test
    void theSameLogGivesTheSameRows() {
        for (long seed = 1; seed <= Math.max(1, HISTORIES / 10); seed++) {
            List<TreeRows> rows = new ArrayList<>();
            Simulation.run(HistoryGenerator.of(seed, 300), settings -> new CoreSubject(settings) {
                @Override
                public void close() {
                    super.close();
                    rows.add((TreeRows) rows());
                }
            });
            assertThat(replayed(rows.getFirst()).inHex())
                    .as("seed %d", seed)
                    .isEqualTo(rows.getFirst().inHex());
        }
    }

    private static TreeRows replayed(TreeRows original) {
        List<LogEntry> log = new ArrayList<>();
        new StateView(original).log(0, log::add);
        TreeRows rows = new TreeRows();
        for (int from = 0; from < log.size(); from += 7) {
            Commit commit = new Commit(rows);
            log.subList(from, Math.min(log.size(), from + 7)).forEach(commit::apply);
            commit.writeTo(rows);
        }
        return rows;
    }
}
