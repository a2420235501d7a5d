package dev.roost.sim;

import dev.roost.model.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Makes a history from a seed. Which kinds of steps occur, and how often, differs from seed to seed, so that rare
 * combinations get histories of their own.
 */
final class HistoryGenerator {
    private static final String[] VISIBILITIES = {"PUBLIC", "PUBLIC", "PUBLIC", "UNLISTED", "PRIVATE", "DIRECT"};
    private static final long[] TIME_STEPS_MS = {0, 0, 0, 1, 1, 20, 1_000, 60_000, 3_600_000, 20_000_000, 90_000_000};

    private final Random random;
    private final int accounts;
    /** How often each kind of step comes; what is missing never does. */
    private final Map<String, Integer> weights;

    private final List<Step> steps = new ArrayList<>();
    private final List<Made> posts = new ArrayList<>();
    private final List<Made> talks = new ArrayList<>();
    private final List<Made> lists = new ArrayList<>();
    private final List<Integer> suspended = new ArrayList<>();
    private final boolean concurrent;
    private final long windowMs;
    /** Times at which a rule begins or ends to hold: mutes end, windows close. */
    private final TreeSet<Long> moments = new TreeSet<>();

    private final int keyed;
    private long atMs;
    private int known;
    private int importedKeys;
    private int secrets;
    private boolean inBurst;

    private record Made(String name, int by) {}

    private HistoryGenerator(long seed) {
        // Neighbouring seeds of Random begin alike: spread them.
        random = new Random(seed * 0x9E37_79B9_7F4A_7C15L);
        accounts = 5 + (int) (Math.pow(random.nextDouble(), 2) * 36);
        known = accounts;
        concurrent = random.nextInt(8) == 0;
        boolean focused = random.nextBoolean();
        windowMs = Long.parseLong(pick("86400000", "86400000", "3600000", "0"));
        keyed = random.nextInt(10) == 0 ? 1 : 20;
        weights = new HistoryWeights(random, focused).weights;
    }

    static History of(long seed, int length) {
        HistoryGenerator generator = new HistoryGenerator(seed);
        return new History(generator.settings(), generator.steps(length));
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("accounts", "" + accounts);
        settings.put("group", pick("1", "1", "3", "16"));
        settings.put("store", random.nextInt(40) == 0 ? "disk" : "memory");
        settings.put("strategy", pick("READ", "WRITE", "HYBRID", "HYBRID"));
        settings.put("celebrity", pick("2", "2", "4", "1000", "auto", "auto"));
        settings.put("capacity", pick("8", "8", "8", "12", "40", "800"));
        settings.put("window", "" + windowMs);
        settings.put("active", pick("1000", "1000", "3"));
        return settings;
    }

    private List<Step> steps(int length) {
        int total = weights.values().stream().mapToInt(Integer::intValue).sum();
        while (steps.size() < length) {
            passTime();
            if (concurrent && random.nextInt(40) == 0) {
                add(inBurst ? "calm" : "burst");
                inBurst = !inBurst;
            }
            int at = random.nextInt(total);
            for (Map.Entry<String, Integer> each : weights.entrySet()) {
                at -= each.getValue();
                if (at < 0) {
                    addStep(each.getKey());
                    break;
                }
            }
        }
        if (inBurst) {
            add("calm");
        }
        return steps;
    }

    private void passTime() {
        if (inBurst) {
            return;
        }
        Long moment = random.nextInt(10) == 0 ? moments.higher(atMs) : null;
        if (moment != null) {
            atMs = Math.max(atMs, moment - random.nextInt(4) / 3);
            return;
        }
        atMs += TIME_STEPS_MS[random.nextInt(random.nextInt(TIME_STEPS_MS.length) + 1)];
        if (random.nextInt(200) == 0) {
            atMs = Math.max(0, atMs - random.nextInt(5_000));
        }
    }

    private void addStep(String verb) {
        switch (verb) {
            case "post" -> post();
            case "talk" -> talk();
            case "conversation" ->
                add("conversation", account(), random.nextInt(3), pick("read", "read", "unread", "remove"));
            case "boost" -> {
                add("boost", account(), post(posts), pick(VISIBILITIES));
                posts.add(new Made(last(), arg(0)));
            }
            case "follow" -> {
                Object boosts = random.nextInt(8) == 0 ? "-" : random.nextInt(4) > 0;
                Object notifyPosts = random.nextInt(8) == 0 ? "-" : random.nextInt(8) == 0;
                add("follow", account(), popular(), boosts, notifyPosts);
            }
            case "page" -> page("page", account());
            case "reads" -> page("reads", account(), popular());
            case "walk" -> add("walk", account(), 1 + random.nextInt(20));
            case "unfollow", "unblock", "unmute" -> add(verb, account(), popular());
            case "block" -> add("block", account(), popular());
            case "delete" -> own("delete");
            case "unboost" -> own("unboost");
            case "edit" -> edit();
            case "change-post" -> changePost();
            case "change-profile" -> {
                String field = pick("name", "locked", "sensitive");
                add(verb, popular(), field, field.equals("name") ? "name" + random.nextInt(3) : random.nextBoolean());
            }
            case "approve" -> add(verb, account());
            case "mark", "unmark" -> {
                Made made = made(posts);
                int by = random.nextInt(4) == 0 ? made.by : account();
                add(verb, by, made.name, pick("FAVOURITE", "FAVOURITE", "BOOKMARK", "PIN"));
            }
            case "mute" -> mute();
            case "profile", "replace-profile" -> add(verb, popular(), "name" + random.nextInt(3), random.nextBoolean());
            case "answer" -> add("answer", popular(), account(), random.nextInt(4) > 0);
            case "list" -> {
                add("list", account(), "title", pick("LIST", "FOLLOWED", "NONE"));
                lists.add(new Made(last(), arg(0)));
            }
            case "relist" -> {
                Made list = made(lists);
                add("relist", list.by, list.name, pick("other", "-"), pick("LIST", "FOLLOWED", "NONE", "-"));
            }
            case "unlist" -> {
                Made list = made(lists);
                add("unlist", list.by, list.name);
            }
            case "enlist", "delist" -> {
                Made list = made(lists);
                add(verb, list.by, list.name, popular() + (random.nextBoolean() ? "," + popular() : ""));
            }
            case "dismiss" -> add("dismiss", account(), random.nextInt(4));
            case "clear" -> add("clear", account());
            case "marker" -> add("marker", account(), pick("home", "notifications"), random.nextInt(100));
            case "account" -> newAccount();
            case "standing" -> add("standing", account(), pick("ACTIVE", "ACTIVE", "ACTIVE", "DISABLED", "PENDING"));
            case "suspend" -> suspend();
            case "erase" -> erase();
            case "password" -> add("password", account(), "hash" + random.nextInt(3));
            case "signin" -> signIn();
            case "import-accounts" -> importAccounts();
            case "import-follows" -> importFollows();
            case "import-posts" -> importPosts();
            case "import-records" -> importRecords();
            case "evict" -> add("evict", account());
            case "evictall" -> add("evictall");
            case "strategy" -> add("strategy", pick("READ", "WRITE", "HYBRID"));
            case "restart" -> restart();
            default -> throw new IllegalStateException("a verb without a step: " + verb);
        }
    }

    /** Most are let in again soon: else there would be nobody left. */
    private void suspend() {
        add("standing", popular(), pick("SUSPENDED", "SUSPENDED", "DELETED"));
        suspended.add(arg(0));
        if (suspended.size() > 2) {
            add("standing", suspended.removeFirst(), "ACTIVE");
        }
    }

    private void erase() {
        int erased = account();
        add("restand", erased, "ACTIVE", pick("DELETED", "DELETED", "SUSPENDED"));
        if (!inBurst) {
            atMs += Limits.DELETED_ACCOUNT_MS - random.nextInt(4) / 3;
            add("erase", erased);
        }
    }

    private void restart() {
        if (!inBurst) {
            add("restart");
        }
    }

    private void post() {
        List<Object> args = new ArrayList<>(List.of(popular(), pick(VISIBILITIES), "text" + random.nextInt(1000)));
        if (random.nextInt(3) == 0) {
            args.add("re=" + post(posts));
        }
        if (random.nextInt(4) == 0) {
            args.add("m=" + mentions());
            if (random.nextInt(4) == 0) {
                args.add("allow=" + (random.nextInt(4) == 0 ? "" : popular() + "," + popular()));
            }
        }
        if (random.nextInt(4) == 0) {
            args.add("t=" + tags());
        }
        if (random.nextInt(keyed) == 0) {
            args.add("key=k" + random.nextInt(4));
        }
        add("post", args.toArray());
        posts.add(new Made(last(), arg(0)));
    }

    /** A direct post among few, mostly an answer to one of those. */
    private void talk() {
        List<Object> args = new ArrayList<>(List.of(popular(), "DIRECT", "words" + random.nextInt(1000)));
        if (random.nextInt(4) > 0) {
            args.add("re=" + post(random.nextInt(5) == 0 ? posts : talks));
        }
        if (random.nextInt(8) > 0) {
            args.add("m=u" + popular() + (random.nextInt(3) == 0 ? ",u" + popular() : ""));
        }
        add("post", args.toArray());
        posts.add(new Made(last(), arg(0)));
        talks.add(posts.getLast());
    }

    private String mentions() {
        return IntStream.range(0, 1 + random.nextInt(3))
                .mapToObj(i -> "u" + (random.nextBoolean() ? popular() : 1 + random.nextInt(known)))
                .distinct()
                .collect(Collectors.joining(","));
    }

    private String tags() {
        return random.nextInt(3) == 0 ? "red,blue" : pick("red", "blue", "green");
    }

    /** Direct posts more often than others: whom they mention no more keeps them. */
    private void edit() {
        Made made = made(random.nextInt(3) == 0 ? talks : posts);
        String mentions = random.nextInt(3) == 0 ? mentions() : "-";
        String tags = random.nextInt(3) == 0 ? tags() : "-";
        add("edit", mostly(made.by), made.name, "edited" + random.nextInt(5), mentions, tags);
    }

    private void changePost() {
        Made made = made(posts);
        String field = pick("text", "spoiler", "sensitive", "language");
        String value = switch (field) {
            case "spoiler" -> pick("-", "warned");
            case "sensitive" -> "" + random.nextBoolean();
            case "language" -> pick("en", "de");
            default -> "changed" + random.nextInt(5);
        };
        add("change-post", mostly(made.by), made.name, field, value, pick("-", "seen", "seen", "stale"));
    }

    private void own(String verb) {
        Made made = made(posts);
        add(verb, mostly(made.by), made.name);
    }

    private void mute() {
        String until = random.nextInt(3) == 0 ? "-" : "" + (atMs + random.nextInt(100_000));
        if (random.nextInt(4) == 0) {
            until = "" + (atMs + random.nextLong(200_000_000));
        }
        if (!until.equals("-")) {
            moments.add(Long.parseLong(until));
        }
        add("mute", account(), popular(), random.nextBoolean(), until);
    }

    private void page(String verb, Object... who) {
        List<Object> args = new ArrayList<>(List.of(who));
        if (random.nextInt(2) == 0) {
            args.add("max=" + cursor());
        }
        if (random.nextInt(4) == 0) {
            args.add("since=" + cursor());
        }
        if (random.nextInt(4) == 0) {
            args.add("min=" + cursor());
        }
        args.add("limit=" + (random.nextInt(3) == 0 ? 1 + random.nextInt(80) : 1 + random.nextInt(10)));
        add(verb, args.toArray());
    }

    private String cursor() {
        return post(posts) + pick("", "", "+1", "-1");
    }

    private void newAccount() {
        boolean taken = random.nextInt(5) == 0;
        int number = taken ? 1 + random.nextInt(known) : known + 1;
        String email = random.nextInt(3) == 0 ? "-" : "e" + random.nextInt(known + 2) + "@here";
        add("account", (random.nextBoolean() ? "u" : "U") + number, email, pick("ACTIVE", "ACTIVE", "PENDING"));
        known += taken ? 0 : 1;
    }

    /** Hashes of codes and tokens never repeat: they are of random bytes. */
    private void signIn() {
        int app = 1 + random.nextInt(2);
        switch (random.nextInt(5)) {
            case 0 -> add("app", "client" + steps.size());
            case 1 -> add("code", "code" + ++secrets, app, account());
            case 2 -> {
                // Mostly one of the last, so that many are good, and some are redeemed again.
                int code =
                        random.nextInt(3) == 0 ? random.nextInt(secrets + 1) : Math.max(1, secrets - random.nextInt(4));
                add("redeem", "code" + code, app, "token" + ++secrets);
            }
            case 3 -> add("token", "token" + ++secrets, app, account());
            default -> add("revoke", "token" + random.nextInt(secrets + 1));
        }
    }

    private void importAccounts() {
        add("import-accounts", steps.size(), "u" + (1 + random.nextInt(known)) + ",u" + (known + 1));
        known++;
    }

    private void importFollows() {
        List<Object> args = new ArrayList<>(List.of(steps.size()));
        for (int i = random.nextInt(accounts); i >= 0; i--) {
            args.add((1 + random.nextInt(accounts)) + ">" + popular());
        }
        add("import-follows", args.toArray());
    }

    private void importPosts() {
        List<Object> args = new ArrayList<>(List.of(steps.size()));
        int count = 1 + random.nextInt(12);
        for (int i = 0; i < count; i++) {
            String kind = pick("w", "w", "w", "b", "b", "o", "e");
            boolean words = kind.equals("w");
            String target = random.nextInt(3) == 0 ? "*" + popular() : "k" + random.nextInt(importedKeys + 2);
            if (words && random.nextInt(3) > 0) {
                target = "-";
            }
            String key = random.nextBoolean() ? "k" + importedKeys++ : "-";
            long createdAtMs = atMs - random.nextLong(200_000_000);
            args.add(popular() + ";" + createdAtMs + ";" + pick(VISIBILITIES) + ";" + kind + ";" + target + ";" + key);
        }
        add("import-posts", args.toArray());
        for (int i = 1; i <= count; i++) {
            posts.add(new Made(last() + "." + i, popular()));
        }
    }

    private void importRecords() {
        List<Object> args = new ArrayList<>(List.of(steps.size()));
        for (int i = random.nextInt(6); i >= 0; i--) {
            String pair = (1 + random.nextInt(accounts)) + ";" + popular();
            String target = random.nextBoolean() ? "*" + popular() : "k" + random.nextInt(importedKeys + 2);
            args.add(
                    switch (random.nextInt(7)) {
                        case 0 ->
                            "fields;" + (1 + random.nextInt(known)) + ";"
                                    + pick("-", "e" + random.nextInt(known) + "@there") + ";name" + random.nextInt(3);
                        case 1 -> "follow;" + pair + ";" + random.nextBoolean() + ";" + random.nextBoolean();
                        case 2 -> "ask;" + pair + ";" + random.nextBoolean() + ";" + random.nextBoolean();
                        case 3 -> "block;" + pair;
                        case 4 -> "mute;" + pair + ";" + random.nextBoolean();
                        case 5 ->
                            "list;" + popular() + ";" + pick("LIST", "FOLLOWED", "NONE") + ";" + popular() + ","
                                    + account();
                        default -> "mark;" + popular() + ";" + target + ";" + pick("FAVOURITE", "BOOKMARK", "PIN");
                    });
        }
        add("import-records", args.toArray());
    }

    // ---- choices

    private int account() {
        return random.nextInt(60) == 0 ? 1 + random.nextInt(known + 1) : 1 + random.nextInt(accounts);
    }

    /** An account; low numbers much more often. */
    private int popular() {
        return 1 + Math.min(accounts - 1, (int) (Math.pow(random.nextDouble(), 2) * accounts));
    }

    private int mostly(int account) {
        return random.nextInt(10) == 0 ? account() : account;
    }

    private String post(List<Made> from) {
        return made(from).name;
    }

    /** Something that was made, recent ones more often. */
    private Made made(List<Made> from) {
        if (from.isEmpty()) {
            return new Made("#0", 1);
        }
        int back = (int) (Math.pow(random.nextDouble(), 3) * from.size());
        return from.get(from.size() - 1 - back);
    }

    private String pick(String... from) {
        return from[random.nextInt(from.length)];
    }

    private void add(String verb, Object... args) {
        if (verb.equals("post") || verb.equals("boost")) {
            moments.add(atMs + windowMs);
        }
        steps.add(Step.of(steps.size() + 1, atMs, verb, args));
    }

    private String last() {
        return "#" + steps.getLast().label();
    }

    private int arg(int index) {
        return Integer.parseInt(steps.getLast().args().get(index));
    }
}
