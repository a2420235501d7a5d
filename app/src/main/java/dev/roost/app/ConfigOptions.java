package dev.roost.app;

import dev.roost.app.config.Config;
import dev.roost.app.config.ConfigException;
import dev.roost.app.config.Overrides;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that every command on a data directory has. */
final class ConfigOptions {
    @Option(names = "--data", paramLabel = "DIR", description = "The data directory. Default: roost-data.")
    private @Nullable Path data;

    @Option(names = "--config", paramLabel = "FILE", description = "Settings, as docs/roost.toml explains them.")
    private @Nullable Path file;

    @Nullable
    Path data() {
        return data;
    }

    Config load() throws ConfigException {
        return load(Overrides.ofData(data));
    }

    Config load(Overrides overrides) throws ConfigException {
        return Config.load(file, overrides);
    }
}
