package dev.roost.sim;

/** How much is tried: little in every build, much with {@code -Droost.long=true}. */
final class Settings {
    private static final int LONG = 50;

    private Settings() {}

    /** Histories of a test that runs this many in every build. */
    static int histories(int usual) {
        Integer asked = Integer.getInteger("roost.sim.histories");
        if (asked != null) {
            return asked;
        }
        return Boolean.getBoolean("roost.long") ? usual * LONG : usual;
    }
}
