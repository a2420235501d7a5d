package dev.roost.app.imports;

import dev.roost.app.prose.Phrase;
import dev.roost.app.prose.Prose;
import dev.roost.model.ImportedPost;
import dev.roost.model.ImportedPost.BoostOf;
import dev.roost.model.ImportedPost.NewestOf;
import dev.roost.model.ImportedPost.Nothing;
import dev.roost.model.ImportedPost.Target;
import dev.roost.model.ImportedPost.Words;
import dev.roost.model.Limits;
import dev.roost.model.PostBody;
import dev.roost.model.PostDraft;
import dev.roost.model.Visibility;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Who did what, without words: {@code A B unix_seconds RT|MT|RE}. Neighbouring lines of the same A and second are one
 * post.
 *
 * <ul>
 *   <li>With an RE it answers B's newest post; the others are mentioned. Where B has none, it is a post that mentions
 *       B.
 *   <li>Else with an RT it boosts B's newest post. Where B has none, it becomes words of its own: {@code RT @B …}.
 *   <li>Else it mentions every B.
 * </ul>
 *
 * The words are made up from A and the second, so that the same line always gives the same post.
 */
final class ActivityLines implements LineFormat {
    private static final String TOPIC = "higgs";
    private static final long SECONDS_MAX = 253_402_300_799L;

    private final TimeRange times;
    private String author = "";
    private long second;
    private final List<Act> acts = new ArrayList<>();
    private long heldFrom;

    /** @param nowMs after which nothing can have happened */
    ActivityLines(long nowMs) {
        this.times = new TimeRange(1, TimeRange.until(nowMs).toMs());
    }

    private enum Verb {
        RT,
        MT,
        RE
    }

    private record Act(Verb verb, String other) {}

    @Override
    public void line(long number, String line, ImportPipeline into) throws BadLineException {
        if (line.charAt(0) == '#') {
            return;
        }
        Fields fields = new Fields(line);
        String actor = fields.username("author");
        String other = fields.username("other account");
        long at = seconds(fields.next());
        Act act = new Act(verb(fields.next()), other);
        if (!actor.equals(author) || at != second) {
            end(into);
            author = actor;
            second = at;
            heldFrom = number;
        }
        if (acts.size() < Limits.POST_MENTIONS) {
            acts.add(act);
        }
    }

    private long seconds(String field) throws BadLineException {
        try {
            long seconds = Long.parseLong(field);
            if (seconds > 0 && seconds <= SECONDS_MAX) {
                times.check(seconds * 1000, "the time");
                return seconds;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new BadLineException("not a time in seconds since 1970: " + Show.quoted(field));
    }

    private static Verb verb(String field) throws BadLineException {
        for (Verb verb : Verb.values()) {
            if (verb.name().equals(field)) {
                return verb;
            }
        }
        throw new BadLineException("not one of RT, MT, RE: " + Show.quoted(field));
    }

    @Override
    public long settledThrough(long line) {
        return acts.isEmpty() ? line : heldFrom - 1;
    }

    @Override
    public void end(ImportPipeline into) {
        if (acts.isEmpty()) {
            return;
        }
        int slot = into.account(author);
        long createdAtMs = second * 1000;
        Act lead = lead();
        Phrase phrase = Prose.about(TOPIC, new SplittableRandom(author.hashCode() * 31L + second));
        PostDraft draft = draft(lead, phrase);
        int other = into.account(lead.other());
        acts.forEach(act -> into.account(act.other()));
        into.post(
                draft.body().text().length(),
                names -> new ImportedPost(
                        names.id(slot), content(lead.verb(), new NewestOf(names.id(other)), draft), createdAtMs, null));
        acts.clear();
    }

    private static ImportedPost.Content content(Verb verb, Target newest, PostDraft draft) {
        return switch (verb) {
            case RT -> new BoostOf(newest, Visibility.PUBLIC, draft);
            case RE -> new Words(draft, newest);
            case MT -> new Words(draft, new Nothing());
        };
    }

    /** The act that says what the post is. */
    private Act lead() {
        for (Verb verb : new Verb[] {Verb.RE, Verb.RT}) {
            for (Act act : acts) {
                if (act.verb() == verb) {
                    return act;
                }
            }
        }
        return acts.getFirst();
    }

    private PostDraft draft(Act lead, Phrase phrase) {
        Set<String> mentioned = new LinkedHashSet<>();
        mentioned.add(lead.other());
        acts.forEach(act -> mentioned.add(act.other()));
        StringBuilder text = new StringBuilder();
        List<String> handles = new ArrayList<>();
        for (String name : mentioned) {
            if (text.length() + name.length() + phrase.text().length() + 8 > Limits.POST_CHARS) {
                break;
            }
            text.append(lead.verb() == Verb.RT && handles.isEmpty() ? "RT @" : "@")
                    .append(name)
                    .append(' ');
            handles.add(name.toLowerCase(Locale.ROOT));
        }
        text.append(phrase.text());
        PostBody body = new PostBody(text.toString(), "", false, phrase.language());
        return new PostDraft(
                body, Visibility.PUBLIC, handles.stream().distinct().toList(), phrase.tags());
    }
}
