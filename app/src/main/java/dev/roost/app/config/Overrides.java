package dev.roost.app.config;

import dev.roost.http.server.HttpSettings.Registrations;
import dev.roost.timeline.Strategy;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Settings from the command line, which win over the file's; null where the option was not given. */
public record Overrides(
        @Nullable Path data,
        @Nullable String bind,
        @Nullable Integer port,
        @Nullable String domain,
        @Nullable String baseUrl,
        @Nullable Strategy strategy,
        @Nullable Registrations registrations) {
    /** No option given. */
    public static final Overrides NONE = new Overrides(null, null, null, null, null, null, null);

    /** Only the data directory given. */
    public static Overrides ofData(@Nullable Path data) {
        return new Overrides(data, null, null, null, null, null, null);
    }
}
