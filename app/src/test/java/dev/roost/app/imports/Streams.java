package dev.roost.app.imports;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Where tests let commands print to. */
public final class Streams {
    public static final PrintStream NONE = new PrintStream(OutputStream.nullOutputStream());

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream print = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    public PrintStream print() {
        return print;
    }

    public String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
