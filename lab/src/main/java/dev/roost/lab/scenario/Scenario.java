package dev.roost.lab.scenario;

import java.util.Map;
import java.util.SplittableRandom;

/**
 * A load: who there is, and who does what how often.
 *
 * @param name such as {@code quiet}
 * @param about what it shows, in a sentence
 * @param seed the same seed plans the same requests
 * @param lengthNs how long requests come, with the warm-up
 * @param warmUpNs how long in the beginning nothing counts
 * @param timeoutNs when a request is given up
 * @param community who there is
 * @param rates how often what is done, per second
 * @param session what a reader does who stays
 * @param postChars the length of posts
 * @param streams how many readers hold a stream open
 * @param visibleWithinNs when a post that was answered must be in every page; 0 for at once
 * @param replay what happens beside that as it once did
 */
public record Scenario(
        String name,
        String about,
        long seed,
        long lengthNs,
        long warmUpNs,
        long timeoutNs,
        Community community,
        Map<Work, Rate> rates,
        Session session,
        int postChars,
        int streams,
        long visibleWithinNs,
        Replay replay) {

    /** One that replays nothing. */
    public Scenario(
            String name,
            String about,
            long seed,
            long lengthNs,
            long warmUpNs,
            long timeoutNs,
            Community community,
            Map<Work, Rate> rates,
            Session session,
            int postChars,
            int streams,
            long visibleWithinNs) {
        this(
                name,
                about,
                seed,
                lengthNs,
                warmUpNs,
                timeoutNs,
                community,
                rates,
                session,
                postChars,
                streams,
                visibleWithinNs,
                Replay.NONE);
    }

    /** What arrives: each work is a stream of arrivals of its own, and becomes one or several requests. */
    public enum Work {
        /** A post. */
        POST,
        /** A look at the home timeline. */
        HOME,
        /** A reader who opens home and pages down. */
        SESSION,
        /** A follow. */
        FOLLOW,
        /** A favourite. */
        FAVOURITE,
        /** A post that is deleted a little later. */
        DELETE,
        /** All calls of an app that starts. */
        APP_START
    }

    /**
     * Who there is and who follows whom.
     *
     * @param accounts how many
     * @param meanFollowers of all
     * @param zipf how unequal followers are: 0 for equal; the n-th of them has a share of n to the power of minus this
     * @param celebrityShare the share of all accounts that follows the first one; 0 leaves it to chance
     * @param readerZipf how unequally they read
     * @param authorZipf how unequally they post
     * @param celebrityPosts the share of posts that the first account writes; below 0 leaves it to chance
     */
    public record Community(
            int accounts,
            double meanFollowers,
            double zipf,
            double celebrityShare,
            double readerZipf,
            double authorZipf,
            double celebrityPosts) {
        /** The same with another number of accounts. */
        Community ofSize(int newAccounts) {
            return new Community(
                    newAccounts, meanFollowers, zipf, celebrityShare, readerZipf, authorZipf, celebrityPosts);
        }
    }

    /**
     * How often.
     *
     * @param arrivals how the times are spread
     * @param perSecond the mean, or that between bursts
     * @param peakPerSecond in bursts
     * @param everyNs from burst to burst
     * @param forNs how long one is
     */
    public record Rate(Spread arrivals, double perSecond, double peakPerSecond, long everyNs, long forNs) {}

    /** How arrivals are spread over time. */
    public enum Spread {
        /** Equally far apart. */
        CONSTANT,
        /** As those of many independent people. */
        POISSON,
        /** Poisson with dense phases. */
        BURSTS
    }

    /**
     * A reader who stays.
     *
     * @param pages how many pages follow the first one
     * @param thinkNs how long a page is read
     * @param expectedNs how long a page is expected to take: the next one is due so long, and the reading, after this
     *     one was
     */
    public record Session(int pages, long thinkNs, long expectedNs) {}

    /** Who follows whom before a run. */
    public Follows follows() {
        return replay.isNone()
                ? Follows.of(community, new SplittableRandom(seed))
                : replay.trace().follows();
    }

    /** The same with another replay, whose people are the accounts. */
    public Scenario replaying(Replay newReplay) {
        int accounts = newReplay.isNone()
                ? community.accounts()
                : newReplay.trace().follows().accounts();
        return new Scenario(
                name,
                about,
                seed,
                lengthNs,
                warmUpNs,
                timeoutNs,
                community.ofSize(accounts),
                rates,
                session,
                postChars,
                streams,
                visibleWithinNs,
                newReplay);
    }

    /** The same at a multiple of all rates, and of the speed of what is replayed. */
    public Scenario times(double factor) {
        Map<Work, Rate> scaled = new java.util.EnumMap<>(Work.class);
        rates.forEach((work, rate) -> scaled.put(
                work,
                new Rate(
                        rate.arrivals,
                        rate.perSecond * factor,
                        rate.peakPerSecond * factor,
                        rate.everyNs,
                        rate.forNs)));
        return new Scenario(
                name,
                about,
                seed,
                lengthNs,
                warmUpNs,
                timeoutNs,
                community,
                scaled,
                session,
                postChars,
                streams,
                visibleWithinNs,
                replay.faster(factor));
    }

    /** The same without readers who hold a stream open. */
    public Scenario withoutStreams() {
        return new Scenario(
                name,
                about,
                seed,
                lengthNs,
                warmUpNs,
                timeoutNs,
                community,
                rates,
                session,
                postChars,
                0,
                visibleWithinNs,
                replay);
    }

    /** The same for another time. */
    public Scenario lasting(long newLengthNs) {
        return new Scenario(
                name,
                about,
                seed,
                newLengthNs,
                Math.min(warmUpNs, newLengthNs / 4),
                timeoutNs,
                community,
                rates,
                session,
                postChars,
                streams,
                visibleWithinNs,
                replay);
    }
}
