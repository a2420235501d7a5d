package dev.roost.http.server;

import dev.roost.model.Outcome;
import dev.roost.model.Refusal;
import dev.roost.runtime.WritesStoppedException;

/** What a refused command is over HTTP: the one place where {@link Refusal} becomes {@link ApiError}. */
public final class Refusals {
    private Refusals() {}

    /**
     * The outcome as the kind that the command answers when it is done.
     *
     * @throws ApiError when the command was refused
     */
    public static <T extends Outcome> T expect(Outcome outcome, Class<T> kind) {
        if (outcome instanceof Outcome.Refused refused) {
            throw error(refused.reason());
        }
        return kind.cast(outcome);
    }

    /**
     * Checks that the command was not refused.
     *
     * @throws ApiError when it was
     */
    public static void require(Outcome outcome) {
        if (outcome instanceof Outcome.Refused refused) {
            throw error(refused.reason());
        }
    }

    /** What a change is answered with while nothing can be changed. */
    public static Reply stopped(WritesStoppedException why) {
        return Reply.error(new ApiError(503, stoppedText(why)))
                .header("Retry-After", String.valueOf(why.retrySeconds()));
    }

    /** The same as a sentence for people. */
    public static String stoppedText(WritesStoppedException why) {
        return "Nothing can be changed at the moment: " + why.reason();
    }

    /** The error that tells a client of the refusal. */
    public static ApiError error(Refusal reason) {
        return switch (reason) {
            case USERNAME_TAKEN -> ApiError.unprocessable("Username has already been taken");
            case EMAIL_TAKEN -> ApiError.unprocessable("E-mail address has already been taken");
            case ACCOUNT_NOT_FOUND,
                    POST_NOT_FOUND,
                    LIST_NOT_FOUND,
                    NOTIFICATION_NOT_FOUND,
                    CONVERSATION_NOT_FOUND,
                    NO_FOLLOW_REQUEST -> ApiError.notFound();
            case ACCOUNT_NOT_ACTIVE -> ApiError.forbidden("Your login is currently disabled");
            case ACCOUNT_STANDING_OTHER, ACCOUNT_NOT_ERASABLE ->
                ApiError.forbidden("The account's standing does not allow that");
            case ACCOUNT_NOT_PENDING -> ApiError.forbidden("The account does not await approval");
            case NOT_OWN_POST, SELF, BLOCKED -> ApiError.notAllowed();
            case NOT_BOOSTABLE -> ApiError.notAllowed();
            case NOT_FOLLOWING -> ApiError.notFound();
            case ALREADY_MEMBER -> ApiError.unprocessable("Account has already been taken");
            case NOT_PINNABLE ->
                ApiError.unprocessable("Someone else's post, a boost or a private post cannot be pinned");
            case LIMIT_REACHED -> ApiError.unprocessable("You have reached the limit of how many there may be");
            case APP_NOT_FOUND -> ApiError.unauthorized();
            case CODE_NOT_VALID -> new ApiError(400, "invalid_grant");
            case CHANGED_MEANWHILE -> new ApiError(409, "It was changed meanwhile, try again");
            case NOT_EDITABLE -> ApiError.unprocessable("A boost cannot be edited");
        };
    }
}
