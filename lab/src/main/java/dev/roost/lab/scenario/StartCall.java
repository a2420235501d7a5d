package dev.roost.lab.scenario;

/** What an app asks for, all at once, when it starts. Its screen is there when the slowest answer is. */
public enum StartCall {
    /** Who am I. */
    ACCOUNT("/api/v1/accounts/verify_credentials"),
    /** The home timeline. */
    HOME("/api/v1/timelines/home?limit=20"),
    /** What happened to me. */
    NOTIFICATIONS("/api/v1/notifications?limit=20"),
    /** The server. */
    INSTANCE("/api/v2/instance"),
    /** How far I read. */
    MARKERS("/api/v1/markers?timeline%5B%5D=home"),
    /** My lists. */
    LISTS("/api/v1/lists");

    private final String path;

    StartCall(String path) {
        this.path = path;
    }

    /** With its query. */
    public String path() {
        return path;
    }
}
