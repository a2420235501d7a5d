package dev.roost.lab.run;

/**
 * Which programs a run was made of.
 *
 * @param lab Roost's own, of the laboratory; {@code development} outside its jar
 * @param server as it calls itself, or {@link #UNKNOWN}
 * @param java of the laboratory
 */
public record Versions(String lab, String server, String java) {
    /** Of a server that does not tell. */
    public static final String UNKNOWN = "unknown";

    /** Asks a server that is to be measured for its own. */
    public static Versions of(Target server) throws InterruptedException {
        return with(new Api(server));
    }

    /** Asks the server for its own. */
    static Versions with(Api server) throws InterruptedException {
        String packaged = Versions.class.getPackage().getImplementationVersion();
        return new Versions(
                packaged == null ? "development" : packaged,
                told(server),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
    }

    private static String told(Api server) throws InterruptedException {
        try {
            String version =
                    server.get("/api/v2/instance", null).path("version").asString("");
            return version.isBlank() ? UNKNOWN : version;
        } catch (LabException untold) {
            // It need not speak this part of the API to be measured.
            return UNKNOWN;
        }
    }
}
