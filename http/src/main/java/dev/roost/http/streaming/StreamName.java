package dev.roost.http.streaming;

import java.util.Optional;

/** The streams that a client can ask for, by Mastodon's names. */
enum StreamName {
    USER("user"),
    USER_NOTIFICATION("user:notification"),
    PUBLIC("public"),
    PUBLIC_LOCAL("public:local"),
    /** Silent: there are no other servers. */
    PUBLIC_REMOTE("public:remote"),
    /** Silent, as the next two: there is no media. */
    PUBLIC_MEDIA("public:media"),
    PUBLIC_LOCAL_MEDIA("public:local:media"),
    PUBLIC_REMOTE_MEDIA("public:remote:media"),
    HASHTAG("hashtag"),
    HASHTAG_LOCAL("hashtag:local"),
    LIST("list"),
    DIRECT("direct");

    private final String wireName;

    StreamName(String wireName) {
        this.wireName = wireName;
    }

    String wireName() {
        return wireName;
    }

    static Optional<StreamName> of(String wireName) {
        for (StreamName name : values()) {
            if (name.wireName.equals(wireName)) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    /** The same stream with nothing but media. */
    StreamName onlyMedia() {
        return switch (this) {
            case PUBLIC -> PUBLIC_MEDIA;
            case PUBLIC_LOCAL -> PUBLIC_LOCAL_MEDIA;
            case PUBLIC_REMOTE -> PUBLIC_REMOTE_MEDIA;
            case USER,
                    USER_NOTIFICATION,
                    PUBLIC_MEDIA,
                    PUBLIC_LOCAL_MEDIA,
                    PUBLIC_REMOTE_MEDIA,
                    HASHTAG,
                    HASHTAG_LOCAL,
                    LIST,
                    DIRECT -> this;
        };
    }
}
