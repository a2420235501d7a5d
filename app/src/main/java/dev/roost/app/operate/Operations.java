package dev.roost.app.operate;

import dev.roost.runtime.Roost;
import java.util.HashMap;
import java.util.Map;

/** The operations there are, by name. Immutable. */
public final class Operations {
    private final Map<String, Operation> byName;

    private Operations(Map<String, Operation> byName) {
        this.byName = Map.copyOf(byName);
    }

    /** Those on accounts. */
    public static Operations ofAccounts() {
        return new Operations(new AccountOperations().byName());
    }

    /** These and one more. */
    public Operations with(String name, Operation operation) {
        Map<String, Operation> all = new HashMap<>(byName);
        if (all.put(name, operation) != null) {
            throw new IllegalArgumentException("two operations of the name " + name);
        }
        return new Operations(all);
    }

    /** Runs one, as {@link Operation#run} says. */
    boolean run(String name, Roost roost, Arguments arguments, Output output) throws OperationRefusedException {
        Operation operation = byName.get(name);
        if (operation == null) {
            throw new OperationRefusedException(
                    "the server does not know \"" + name + "\": is it of another version than this program?");
        }
        return operation.run(roost, arguments, output);
    }
}
