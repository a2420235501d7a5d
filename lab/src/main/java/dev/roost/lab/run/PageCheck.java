package dev.roost.lab.run;

import dev.roost.lab.drive.Requests;
import dev.roost.lab.run.Ledger.Follow;
import dev.roost.lab.run.Ledger.Post;
import dev.roost.lab.run.Pages.Page;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares home pages with what was posted and followed.
 *
 * <p>A request is under way for a while, and others with it. So a page must show what was answered before it was sent,
 * and may show what was sent before it was answered; the same with follows and deletions. A post that is not of this
 * run must be by somebody whom the reader follows. A reply or a boost may be missing where servers have rules of their
 * own for which of them a follower sees ({@link HomeRules}); but where it is shown, all else must be right.
 */
final class PageCheck {
    private static final int TOLD_MAX = 20;

    private final Members members;
    private final Requests requests;
    private final Ledger ledger;
    private final HomeRules rules;
    private final long visibleWithinNs;
    private final long[][] idsByAuthor;
    private final Map<Integer, List<Follow>> addedByReader = new HashMap<>();
    private final List<String> told = new ArrayList<>();
    private int checked;
    private int wrong;

    /**
     * Over what is known after a run.
     *
     * @param visibleWithinNs how long a post may be missing after it was answered
     */
    PageCheck(Members members, Requests requests, Ledger ledger, long visibleWithinNs) {
        this.members = members;
        this.requests = requests;
        this.ledger = ledger;
        rules = new HomeRules(members, ledger);
        this.visibleWithinNs = visibleWithinNs;
        idsByAuthor = new long[members.ids().size()][0];
        Map<Integer, List<Long>> ids = new HashMap<>();
        for (Post each : ledger.posts()) {
            ids.computeIfAbsent(each.author, author -> new ArrayList<>()).add(each.id);
        }
        ids.forEach((author, each) -> idsByAuthor[author] =
                each.stream().mapToLong(Long::longValue).sorted().toArray());
        for (Follow each : ledger.follows()) {
            addedByReader
                    .computeIfAbsent(each.reader(), reader -> new ArrayList<>())
                    .add(each);
        }
    }

    /**
     * What came of it.
     *
     * @param checked pages that were compared
     * @param wrong those that were not as they must be
     * @param told the first of them, in words
     */
    record Outcome(int checked, int wrong, List<String> told) {}

    Outcome check(List<Page> pages) {
        for (Page each : pages) {
            checked++;
            String fault = fault(each);
            if (fault != null) {
                wrong++;
                if (told.size() < TOLD_MAX) {
                    told.add("home of account " + members.ids().get(requests.actor(each.row())) + ", sent at "
                            + requests.sentNs(each.row()) / 1_000_000 + " ms: " + fault);
                }
            }
        }
        return new Outcome(checked, wrong, told);
    }

    /** What is wrong with a page, or null. */
    private @Nullable String fault(Page page) {
        if (!page.readable()) {
            return "no page at all";
        }
        String fault = order(page);
        for (int i = 0; fault == null && i < page.ids().length; i++) {
            fault = shown(page, page.ids()[i], page.authors()[i]);
        }
        return fault != null ? fault : missing(page);
    }

    private static @Nullable String order(Page page) {
        long before = page.below();
        for (long id : page.ids()) {
            if (id >= before) {
                return id == before ? "post " + id + " twice, or at its own cursor" : "post " + id + " out of order";
            }
            before = id;
        }
        return null;
    }

    private @Nullable String shown(Page page, long id, int author) {
        int reader = requests.actor(page.row());
        if (author < 0 || (author != reader && !mayShow(page.row(), reader, author))) {
            return "post " + id + " by somebody whom the reader does not follow";
        }
        Post post = ledger.post(id);
        if (post == null) {
            return null;
        }
        if (post.author != author) {
            return "post " + id + " under another author's name";
        }
        if (post.deletedNs < requests.sentNs(page.row()) - visibleWithinNs) {
            return "post " + id + " was deleted before";
        }
        return post.sentNs > requests.doneNs(page.row()) ? "post " + id + " before it was written" : null;
    }

    private boolean mayShow(int row, int reader, int author) {
        return members.follows().has(reader, author) || ledger.followSentNs(reader, author) < requests.doneNs(row);
    }

    private @Nullable String missing(Page page) {
        int reader = requests.actor(page.row());
        String fault = missing(page, reader);
        for (int author : members.follows().followees(reader)) {
            fault = fault == null ? missing(page, author) : fault;
        }
        for (Follow each : addedByReader.getOrDefault(reader, List.of())) {
            boolean inForce = each.answeredNs() < requests.sentNs(page.row()) - visibleWithinNs;
            fault = fault == null && inForce ? missing(page, each.author()) : fault;
        }
        return fault;
    }

    /** A post of {@code author} that belongs on the page, between its cursor and its end, and is not there. */
    private @Nullable String missing(Page page, int author) {
        long[] written = idsByAuthor[author];
        boolean full = page.ids().length >= MastodonExchange.PAGE;
        long end = full ? page.ids()[page.ids().length - 1] : 0;
        int at = Arrays.binarySearch(written, end);
        long sentNs = requests.sentNs(page.row());
        for (int i = at < 0 ? -at - 1 : at + 1; i < written.length && written[i] < page.below(); i++) {
            Post post = ledger.post(written[i]);
            if (post != null
                    && post.answeredNs < sentNs - visibleWithinNs
                    && post.deleteSentNs > requests.doneNs(page.row())
                    && !contains(page.ids(), written[i])
                    && rules.mustShow(requests.actor(page.row()), post)) {
                return (post.isAlone() ? "post " : post.boost ? "boost " : "reply ") + written[i]
                        + " is missing, answered " + (sentNs - post.answeredNs) / 1_000
                        + " us before the page was asked for";
            }
        }
        return null;
    }

    private static boolean contains(long[] ids, long wanted) {
        for (long each : ids) {
            if (each == wanted) {
                return true;
            }
        }
        return false;
    }
}
