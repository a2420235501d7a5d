package dev.roost.runtime;

/**
 * What the write path has done since the start.
 *
 * @param commits groups written, each with one sync
 * @param commands that were in them
 * @param writingNanos spent in writing and syncing
 */
public record WriteFigures(long commits, long commands, long writingNanos) {
    WriteFigures plus(WriteFigures more) {
        return new WriteFigures(commits + more.commits, commands + more.commands, writingNanos + more.writingNanos);
    }
}
