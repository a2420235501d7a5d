package dev.roost.runtime.admission;

/** Who goes first while not all can be worked for; the order is the priority. */
public enum Lane {
    /** A person's own reads and posts. */
    PEOPLE(1),
    /** What a person can do without for a moment: paging deep, searching, whatever comes in bulk. */
    BULK(8),
    /** Callers who have not said who they are. */
    STRANGERS(16);

    private final int turn;

    Lane(int turn) {
        this.turn = turn;
    }

    /** Of so many places given out, at least one is this lane's while it has somebody waiting: nobody starves. */
    int turn() {
        return turn;
    }
}
