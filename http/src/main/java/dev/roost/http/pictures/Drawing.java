package dev.roost.http.pictures;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/** Draws pictures that are the same for the same name, as PNG. Any thread; about a millisecond. */
final class Drawing {
    private static final int CELLS = 5;
    private static final int CELL_PIXELS = 24;
    private static final int MARGIN_PIXELS = 12;
    private static final int AVATAR_PIXELS = CELLS * CELL_PIXELS + 2 * MARGIN_PIXELS;
    private static final int HEADER_WIDTH_PIXELS = 600;
    private static final int HEADER_HEIGHT_PIXELS = 200;

    private Drawing() {}

    /** A symmetric pattern of squares in a colour of its own. */
    static byte[] avatar(String name) {
        SplittableRandom random = new SplittableRandom(seed(name));
        float hue = (float) random.nextDouble();
        BufferedImage image = new BufferedImage(AVATAR_PIXELS, AVATAR_PIXELS, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = image.createGraphics();
        canvas.setColor(Color.getHSBColor(hue, 0.12f, 0.97f));
        canvas.fillRect(0, 0, AVATAR_PIXELS, AVATAR_PIXELS);
        canvas.setColor(Color.getHSBColor(hue, 0.65f, 0.62f));
        for (int row = 0; row < CELLS; row++) {
            for (int column = 0; column <= CELLS / 2; column++) {
                if (random.nextBoolean()) {
                    fill(canvas, row, column);
                    fill(canvas, row, CELLS - 1 - column);
                }
            }
        }
        canvas.dispose();
        return png(image);
    }

    /** A plain surface. */
    static byte[] header() {
        BufferedImage image = new BufferedImage(HEADER_WIDTH_PIXELS, HEADER_HEIGHT_PIXELS, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = image.createGraphics();
        canvas.setColor(new Color(0xD8, 0xDE, 0xE9));
        canvas.fillRect(0, 0, HEADER_WIDTH_PIXELS, HEADER_HEIGHT_PIXELS);
        canvas.dispose();
        return png(image);
    }

    private static void fill(Graphics2D canvas, int row, int column) {
        canvas.fillRect(
                MARGIN_PIXELS + column * CELL_PIXELS, MARGIN_PIXELS + row * CELL_PIXELS, CELL_PIXELS, CELL_PIXELS);
    }

    /** FNV-1a: the same everywhere and for good, which a String's hash code need not be. */
    private static long seed(String name) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001B3L;
        }
        return hash;
    }

    private static byte[] png(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, "png", bytes)) {
                throw new IllegalStateException("this Java cannot write PNG");
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
