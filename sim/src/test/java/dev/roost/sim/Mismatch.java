package dev.roost.sim;

/** The program and the reference model disagree. */
final class Mismatch extends AssertionError {
    private static final long serialVersionUID = 1L;

    Mismatch(String what) {
        super(what);
    }

    static void unlessEqual(String what, Object expected, Object found) {
        if (!expected.equals(found)) {
            throw new Mismatch(what + "\n  expected " + expected + "\n  found    " + found);
        }
    }
}
