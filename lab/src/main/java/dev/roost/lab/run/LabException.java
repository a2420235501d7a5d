package dev.roost.lab.run;

/** The laboratory cannot do what was asked; the message is for a person. */
public final class LabException extends Exception {
    /** With what a person should read. */
    public LabException(String message) {
        super(message);
    }
}
