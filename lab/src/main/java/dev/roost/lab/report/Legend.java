package dev.roost.lab.report;

/** What words of the laboratory's pages and of the terminal mean, a sentence each. */
public final class Legend {
    /** Of the columns that count what was answered well. */
    public static final String WELL =
            "Well: answered without an error and before the scenario's time-out, however late.";

    /** Of percentiles that are not told. */
    public static final String TOO_FEW =
            "Too few: a p99 takes 100 requests, a p99.9 1,000; with fewer it is the longest one.";

    /** Of a kind of request. */
    public static final String START_CALL =
            "Start-call: one of the six calls that an app makes when it starts; app-start is all six, done with the slowest.";

    private Legend() {}
}
