package dev.roost.http.pictures;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.roost.http.server.Access;
import dev.roost.http.server.Call;
import dev.roost.http.server.Reply;
import dev.roost.http.server.Routes;
import java.util.List;
import java.util.Locale;

/** Avatars and headers. Every name has one: nothing is looked up, so nothing can be missing. */
public final class PictureEndpoints {
    /** Drawn avatars that are kept, about 500 bytes each. */
    private static final int KEPT = 10_000;
    /** Longer names are cut; none of an account is. */
    private static final int NAME_CHARS_MAX = 64;

    private final LoadingCache<String, byte[]> avatars =
            Caffeine.newBuilder().maximumSize(KEPT).build(Drawing::avatar);

    /** Drawn when it is first asked for. */
    private static final class Header {
        static final byte[] PNG = Drawing.header();
    }

    /** Adds the routes. */
    public void register(Routes routes) {
        routes.get("/avatars/:name", Access.anybody(), this::avatar);
        routes.get("/headers/:name", Access.anybody(), call -> png(Header.PNG));
    }

    private Reply avatar(Call call) {
        return png(avatars.get(name(call.path("name"))));
    }

    private static String name(String file) {
        String name = file.endsWith(".png") ? file.substring(0, file.length() - ".png".length()) : file;
        return name.substring(0, Math.min(name.length(), NAME_CHARS_MAX)).toLowerCase(Locale.ROOT);
    }

    private static Reply png(byte[] picture) {
        return Reply.bytes(200, "image/png", List.of(picture)).header("Cache-Control", "public, max-age=604800");
    }
}
