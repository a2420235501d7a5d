package dev.roost.bench.http;

import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.Arrays;

/**
 * The first approach of the book's Twitter example in PostgreSQL: tables of accounts, posts and follows, and a join
 * that finds a reader's newest 20 posts with their authors.
 */
final class FirstApproach {
    private static final String TABLES = """
            CREATE TABLE accounts (id int NOT NULL, username text NOT NULL, display_name text NOT NULL, note text NOT NULL);
            CREATE TABLE posts (id bigint NOT NULL, author int NOT NULL, created_at timestamptz NOT NULL,
                language text NOT NULL, content text NOT NULL);
            CREATE TABLE follows (follower int NOT NULL, followee int NOT NULL);
            """;
    private static final String INDEXES = """
            ALTER TABLE accounts ADD PRIMARY KEY (id);
            ALTER TABLE posts ADD PRIMARY KEY (id);
            ALTER TABLE follows ADD PRIMARY KEY (follower, followee);
            CREATE INDEX ON posts (author, id DESC);
            VACUUM ANALYZE;
            """;
    private static final String FROM_JOIN = """
             FROM posts p
             JOIN accounts a ON p.author = a.id
             JOIN follows f ON f.followee = a.id
             WHERE f.follower = %s
             ORDER BY p.id DESC LIMIT 20;
            """;

    private FirstApproach() {}

    /**
     * Stores the community, with Roost's ids. Readers follow themselves, since a home timeline holds one's own posts.
     */
    static void fill(Postgres postgres, ServedCommunity served) throws IOException, InterruptedException {
        Community community = served.community();
        postgres.run(out -> {
            out.write(TABLES);
            out.write("COPY accounts FROM STDIN;\n");
            for (int i = 0; i < community.accounts(); i++) {
                row(out, served.account(i).value(), Community.username(i), community.displayName(i), community.note(i));
            }
            out.write("\\.\nCOPY follows FROM STDIN;\n");
            for (int i = 0; i < community.readers(); i++) {
                int reader = served.account(i).value();
                row(out, reader, reader);
                for (int followee : community.followees(i)) {
                    row(out, reader, served.account(followee).value());
                }
            }
            out.write("\\.\nCOPY posts FROM STDIN;\n");
            for (int i = 0; i < community.posts(); i++) {
                row(
                        out,
                        served.postId(i),
                        served.account(community.author(i)).value(),
                        Instant.EPOCH.plusSeconds(i),
                        community.post(i).language(),
                        community.post(i).text());
            }
            out.write("\\.\n");
            out.write(INDEXES);
        });
    }

    private static void row(Writer out, Object... values) throws IOException {
        String separator = "";
        for (Object value : values) {
            out.write(separator);
            out.write(value.toString()
                    .replace("\\", "\\\\")
                    .replace("\n", "\\n")
                    .replace("\r", "\\r")
                    .replace("\t", "\\t"));
            separator = "\t";
        }
        out.write('\n');
    }

    /** Ids of a reader's page. */
    static long[] page(Postgres postgres, int readerId) throws IOException, InterruptedException {
        String ids = postgres.run(out -> out.write("SELECT p.id" + FROM_JOIN.formatted(readerId)));
        return Arrays.stream(ids.strip().split("\n", -1))
                .filter(line -> !line.isEmpty())
                .mapToLong(Long::parseLong)
                .toArray();
    }

    /** A page of one reader after another, drawn with the same chances as over HTTP. */
    static String script(ServedCommunity served, double exponent) {
        int first = served.account(0).value();
        int last = served.account(served.community().readers() - 1).value();
        return "\\set reader random_zipfian(" + first + ", " + last + ", " + exponent + ")\n" + "SELECT p.*, a.*"
                + FROM_JOIN.formatted(":reader").replace("\n", " ") + "\n";
    }
}
