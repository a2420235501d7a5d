package dev.roost.lab.scenario;

/** A scenario or a file of objectives is not as it must be; the message says where. */
public final class ScenarioException extends Exception {
    /** With what a person should read. */
    public ScenarioException(String message) {
        super(message);
    }
}
