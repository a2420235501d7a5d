package dev.roost.app.imports;

/** The fields of a line that spaces and tabs part: no other control character, which would be a damaged line. */
final class Fields {
    private final String line;
    private int at;

    Fields(String line) {
        this.line = line;
    }

    /** The next field, or an empty one at the end. */
    String next() {
        int length = line.length();
        while (at < length && isBetween(line.charAt(at))) {
            at++;
        }
        int start = at;
        while (at < length && !isBetween(line.charAt(at))) {
            at++;
        }
        return line.substring(start, at);
    }

    private static boolean isBetween(char c) {
        return c == ' ' || c == '\t';
    }

    /** The next field, which must be a username. */
    String username(String role) throws BadLineException {
        String name = next();
        if (!Usernames.isValid(name)) {
            throw new BadLineException(
                    name.isEmpty() ? "no " + role : role + " is not a username: " + Show.quoted(name));
        }
        return name;
    }
}
