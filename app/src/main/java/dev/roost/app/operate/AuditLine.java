package dev.roost.app.operate;

/** What the log says of an operation: which it was, and whom or what it was for. Never a password or an address. */
final class AuditLine {
    private static final int CHARS_MAX = 60;

    private AuditLine() {}

    /** One line, whatever an operator has sent. */
    static String of(String operation, Arguments arguments) {
        StringBuilder line = new StringBuilder(plain(operation));
        arguments.optional("username").ifPresent(whom -> line.append(' ').append(plain(whom)));
        arguments.optional("post").ifPresent(which -> line.append(' ').append(plain(which)));
        arguments.optional("to").ifPresent(what -> line.append(" to ").append(plain(what)));
        return line.toString();
    }

    private static String plain(String text) {
        String cut = text.length() > CHARS_MAX ? text.substring(0, CHARS_MAX) + "..." : text;
        return cut.replaceAll("[^\\p{Alnum} _.:/@-]", "?");
    }
}
