package dev.roost.http.instance;

/** Which program this is. */
final class Software {
    /**
     * The version that clients see: the one of Mastodon's API that is spoken, and Roost's own as build metadata.
     *
     * <p>Its shape matters: clients read it as a semantic version, and one takes what follows the plus sign instead if
     * that is three numbers.
     */
    static final String API_VERSION = "4.2.10+roost." + shortened(version());

    private Software() {}

    /** Roost's own version. */
    static String version() {
        String packaged = Software.class.getPackage().getImplementationVersion();
        return packaged == null ? "0.1.0" : packaged;
    }

    private static String shortened(String version) {
        String[] numbers = version.split("[^0-9]+");
        return numbers.length < 2 ? "0.1" : numbers[0] + "." + numbers[1];
    }
}
