package dev.roost.app.operate;

import java.util.Map;
import java.util.Optional;

/** Named texts that an operation goes by. */
public record Arguments(Map<String, String> texts) {
    /** None. */
    public static final Arguments NONE = new Arguments(Map.of());

    /** Copies them. */
    public Arguments {
        texts = Map.copyOf(texts);
    }

    /** One that must be there. */
    public String text(String name) throws OperationRefusedException {
        return optional(name).orElseThrow(() -> new OperationRefusedException("missing argument: " + name));
    }

    /** One that may be there. */
    public Optional<String> optional(String name) {
        return Optional.ofNullable(texts.get(name));
    }
}
