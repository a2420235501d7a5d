package dev.roost.http.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class DrawingTest {
    @Test
    void theSameNameHasTheSamePicture() {
        assertThat(Drawing.avatar("alice")).isEqualTo(Drawing.avatar("alice")).isNotEqualTo(Drawing.avatar("bob"));
    }

    @Test
    void picturesAreSymmetricPng() throws IOException {
        BufferedImage avatar = ImageIO.read(new ByteArrayInputStream(Drawing.avatar("")));
        assertThat(avatar.getWidth()).isEqualTo(avatar.getHeight());
        assertThat(avatar.getRGB(14, 14)).isEqualTo(avatar.getRGB(avatar.getWidth() - 15, 14));
        assertThat(ImageIO.read(new ByteArrayInputStream(Drawing.header())).getWidth())
                .isPositive();
    }
}
