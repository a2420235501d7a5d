package dev.roost.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.core.StateAudit;
import dev.roost.core.StateReader;
import dev.roost.core.Table;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Damages a state, a row of a table at a time, and looks whether the audit notices. */
class StateAuditTest {
    private static final int SEEDS = 240;
    private static final List<TreeRows> STATES = new ArrayList<>();

    @BeforeAll
    static void makeStates() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Simulation.run(HistoryGenerator.of(seed, 250), settings -> new CoreSubject(settings) {
                @Override
                public void close() {
                    STATES.add(TreeRows.copyOf(rows()));
                }
            });
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {
                // Rows that stand for themselves.
                "META",
                "NAME_WORDS",
                "POST_VERSIONS",
                "TAGS",
                "MUTES",
                "MARKERS",
                "APPS",
                "CLIENT_IDS",
                "CODES",
                "CODES_BY_END",
                "IDEMPOTENCY",
                "IDEMPOTENCY_BY_TIME",
                "IMPORTS",
                "IMPORTED_POSTS",
                "LISTS"
            })
    void aMissingRowIsNoticed(Table table) {
        // A missing row of figures is as good as one of zeros.
        boolean figures = table == Table.ACCOUNT_COUNTS || table == Table.POST_COUNTS;
        int damaged = 0;
        int noticed = 0;
        for (TreeRows state : STATES) {
            List<byte[]> keys = keys(state, table);
            if (!keys.isEmpty()) {
                TreeRows copy = TreeRows.copyOf(state);
                copy.delete(table, keys.get(keys.size() / 2));
                damaged++;
                noticed += problems(copy).isEmpty() ? 0 : 1;
            }
        }
        assertThat(noticed).isPositive();
        assertThat(figures || noticed == damaged)
                .as("%d of %d noticed", noticed, damaged)
                .isTrue();
    }

    private static List<byte[]> keys(StateReader state, Table table) {
        List<byte[]> keys = new ArrayList<>();
        state.scan(table, new byte[0], null, (key, value) -> keys.add(key));
        return keys;
    }

    private static List<String> problems(StateReader state) {
        List<String> problems = new ArrayList<>();
        StateAudit.run(state, problems::add);
        return problems;
    }
}
