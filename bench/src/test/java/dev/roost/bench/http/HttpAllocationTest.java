package dev.roost.bench.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.app.prose.Phrase;
import dev.roost.app.prose.Prose;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an answer over HTTP makes the whole process allocate: unlike times, the same on a busy machine, and so a gate
 * that does not flake.
 */
class HttpAllocationTest {
    private static final int READERS = 50;
    private static final int WARM_UP = 2_000;
    private static final int REQUESTS = 2_000;
    private static final int TEXTS = 64;
    /** Five runs gave 6,072 to 6,358, and 7,097 with the first compiler alone: code that is not warm allocates more. */
    private static final long BYTES_PER_PAGE_MAX = 10_000;
    /** Five runs gave 24,640 to 25,717, and 26,666 to 28,770 with the first compiler alone. */
    private static final long BYTES_PER_POST_MAX = 36_000;

    @TempDir
    static Path directory;

    private static ServedCommunity served;

    @BeforeAll
    static void serve() throws IOException {
        served = ServedCommunity.start(directory, new Community(1_000, READERS, 5_000));
    }

    @AfterAll
    static void close() {
        served.close();
    }

    @Test
    void aHomePageAllocatesLittle() throws IOException {
        List<ByteBuffer> requests = IntStream.range(0, READERS)
                .mapToObj(reader -> HttpText.get("/api/v1/timelines/home", served.token(reader)))
                .toList();
        long bytes = bytesPerAnswer(requests);
        assertThat(bytes).isLessThanOrEqualTo(BYTES_PER_PAGE_MAX);
    }

    @Test
    void aPostAllocatesLittle() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        List<ByteBuffer> requests = IntStream.range(0, TEXTS)
                .mapToObj(i -> post(served.token(i % READERS), random))
                .toList();
        long bytes = bytesPerAnswer(requests);
        assertThat(bytes).isLessThanOrEqualTo(BYTES_PER_POST_MAX);
    }

    private static ByteBuffer post(String token, SplittableRandom random) {
        Phrase phrase = Prose.post(Prose.language(random), random);
        String form = "status=" + URLEncoder.encode(phrase.text(), StandardCharsets.UTF_8) + "&language="
                + phrase.language() + "&visibility=public";
        return HttpText.form("/api/v1/statuses", token, form);
    }

    /** Sends the requests in turn, first without looking, and returns what an answer made everybody allocate. */
    private static long bytesPerAnswer(List<ByteBuffer> requests) throws IOException {
        try (KeepAlive connection = new KeepAlive(served.port())) {
            for (int i = 0; i < WARM_UP; i++) {
                connection.ask(requests.get(i % requests.size()));
            }
            long before = Allocation.bytesSoFar();
            for (int i = 0; i < REQUESTS; i++) {
                connection.ask(requests.get(i % requests.size()));
            }
            return (Allocation.bytesSoFar() - before) / REQUESTS;
        }
    }
}
