package dev.roost.bench.loops;

import dev.roost.runtime.text.PostEntities;
import dev.roost.runtime.text.PostText;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Finds the link, the two mentions and the two hashtags of a post of 140 characters. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TextLoop {
    private String text = "The kettle is on, @anna and @bo@example.social: see https://example.org/tea/2026?cup=2 for"
            + " how it is made, #tea #SlowMorning, and so it goes";

    /** Makes sure that the text is what it is said to be. */
    public TextLoop() {
        PostEntities found = PostText.extract(text);
        if (text.length() != 140
                || found.links().size() != 1
                || found.mentions().size() != 2
                || found.hashtags().size() != 2) {
            throw new IllegalStateException(text.length() + " characters, " + found);
        }
    }

    /** One text. */
    @Benchmark
    public PostEntities scan() {
        return PostText.extract(text);
    }
}
