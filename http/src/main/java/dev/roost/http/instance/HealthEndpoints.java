package dev.roost.http.instance;

import dev.roost.http.server.Access;
import dev.roost.http.server.Reply;
import dev.roost.http.server.Routes;
import dev.roost.runtime.NodeHealth;
import dev.roost.runtime.NodeHealth.Reason;
import dev.roost.runtime.NodeHealth.Severity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Whether the server is well, for those who watch it: {@code /health} is {@code OK} unless changes are refused,
 * {@code /readyz} tells all that is wrong.
 */
public final class HealthEndpoints {
    /** When to look again. */
    private static final String RETRY_SECONDS = "5";

    private final NodeHealth health;

    /** Of this node. */
    public HealthEndpoints(NodeHealth health) {
        this.health = health;
    }

    /** Adds the routes. */
    public void register(Routes routes) {
        routes.get("/health", Access.uncounted(), call -> health());
        routes.get("/readyz", Access.uncounted(), call -> ready());
    }

    private Reply health() {
        List<Reason> stopped = health.reasons().stream()
                .filter(reason -> reason.severity() == Severity.WRITES_STOPPED)
                .toList();
        return stopped.isEmpty() ? Reply.text("OK") : unavailable("healthy", stopped);
    }

    private Reply ready() {
        List<Reason> reasons = health.reasons();
        boolean ready = reasons.stream().allMatch(reason -> reason.severity() == Severity.NOTE);
        return ready ? Reply.json(body("ready", true, reasons)) : unavailable("ready", reasons);
    }

    private static Reply unavailable(String what, List<Reason> reasons) {
        return Reply.json(503, body(what, false, reasons)).header("Retry-After", RETRY_SECONDS);
    }

    private static Map<String, Object> body(String what, boolean well, List<Reason> reasons) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(what, well);
        body.put("reasons", reasons.stream().map(HealthEndpoints::reason).toList());
        return body;
    }

    private static Map<String, Object> reason(Reason reason) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("part", reason.part());
        out.put("severity", reason.severity().name().toLowerCase(Locale.ROOT));
        out.put("text", reason.text());
        return out;
    }
}
