package dev.roost.app.imports;

/**
 * A follow graph: {@code follower followee}, parted by tabs or spaces; what comes after is not read. Lines that begin
 * with {@code #} are comments. Nobody follows themselves: such a line is counted and left out.
 */
final class FollowLines implements LineFormat {
    private final ImportTally tally;

    FollowLines(ImportTally tally) {
        this.tally = tally;
    }

    @Override
    public void line(long number, String line, ImportPipeline into) throws BadLineException {
        if (line.charAt(0) == '#') {
            return;
        }
        Fields fields = new Fields(line);
        String follower = fields.username("follower");
        String followee = fields.username("followee");
        if (follower.equalsIgnoreCase(followee)) {
            tally.selfFollow();
        } else {
            into.follow(into.account(follower), into.account(followee));
        }
    }
}
