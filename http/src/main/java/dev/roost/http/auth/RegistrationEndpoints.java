package dev.roost.http.auth;

import dev.roost.http.server.Access;
import dev.roost.http.server.ApiError;
import dev.roost.http.server.Call;
import dev.roost.http.server.CallLimits;
import dev.roost.http.server.Grant;
import dev.roost.http.server.HttpSettings;
import dev.roost.http.server.HttpSettings.Registrations;
import dev.roost.http.server.Params;
import dev.roost.http.server.Refusals;
import dev.roost.http.server.Reply;
import dev.roost.http.server.Routes;
import dev.roost.model.Command;
import dev.roost.model.Limits;
import dev.roost.model.Outcome;
import dev.roost.model.Refusal;
import dev.roost.model.Standing;
import dev.roost.runtime.Roost;
import dev.roost.runtime.credentials.Passwords;
import dev.roost.runtime.credentials.SignUpRules;
import dev.roost.runtime.credentials.SignUpRules.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Creates accounts for people who come with an application. */
final class RegistrationEndpoints {
    private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());

    private final Roost roost;
    private final HttpSettings settings;
    private final Passwords passwords;
    private final CallLimits limits;

    RegistrationEndpoints(Roost roost, HttpSettings settings, Passwords passwords, CallLimits limits) {
        this.roost = roost;
        this.settings = settings;
        this.passwords = passwords;
        this.limits = limits;
    }

    void register(Routes routes) {
        routes.post("/api/v1/accounts", Access.app("write:accounts"), this::create);
    }

    private Reply create(Call call) {
        Grant grant = call.grant().orElseThrow(ApiError::unauthorized);
        if (grant.account() != null) {
            throw ApiError.forbidden("This method requires an client credentials authentication");
        }
        if (settings.registrations() == Registrations.CLOSED) {
            throw ApiError.notAllowed();
        }
        Params params = call.params();
        String username = params.text("username", "").strip();
        String email = params.text("email", "").strip();
        String password = params.text("password", "");
        Problems problems = check(username, email, password, params.bool("agreement", false));
        problems.throwIfAny();
        limits.countRegistration(call.clientAddress());
        boolean approval = settings.registrations() == Registrations.APPROVAL;
        Outcome outcome = roost.execute(new Command.CreateAccount(
                username,
                email,
                passwords.hash(password),
                "",
                approval ? Standing.PENDING : Standing.ACTIVE,
                language(params)));
        if (outcome instanceof Outcome.Refused refused) {
            throw taken(refused.reason());
        }
        Outcome.AccountCreated created = Refusals.expect(outcome, Outcome.AccountCreated.class);
        if (approval) {
            throw ApiError.forbidden("Your account was created and is currently pending approval");
        }
        String token = TokenEndpoints.issue(
                roost, grant.app(), created.id(), grant.scopes().toString());
        return TokenEndpoints.tokenReply(token, grant.scopes().toString(), call.nowMs());
    }

    private Problems check(String username, String email, String password, boolean agreement) {
        Problems problems = new Problems();
        for (Violation violation : SignUpRules.check(username, email, password)) {
            problems.add(violation);
        }
        if (!agreement) {
            problems.add("agreement", "ERR_ACCEPTED", "must be accepted");
        }
        if (settings.names().reserved().contains(username)) {
            problems.add("username", "ERR_RESERVED", "is reserved");
        }
        if (roost.reads().accountNamed(username).isPresent()) {
            problems.add("username", "ERR_TAKEN", "has already been taken");
        }
        if (roost.reads().accountWithEmail(email).isPresent()) {
            problems.add("email", "ERR_TAKEN", "has already been taken");
        }
        return problems;
    }

    private static ApiError taken(Refusal reason) {
        Problems problems = new Problems();
        if (reason == Refusal.USERNAME_TAKEN) {
            problems.add("username", "ERR_TAKEN", "has already been taken");
        } else if (reason == Refusal.EMAIL_TAKEN) {
            problems.add("email", "ERR_TAKEN", "has already been taken");
        } else {
            return Refusals.error(reason);
        }
        return problems.error();
    }

    private static String language(Params params) {
        String language = params.text("locale", "").toLowerCase(Locale.ROOT);
        String base = language.contains("-") ? language.substring(0, language.indexOf('-')) : language;
        return LANGUAGES.contains(base) ? base : "";
    }

    /** What is wrong with a sign-up, field by field, in Mastodon's words. */
    private static final class Problems {
        private final Map<String, List<Map<String, String>>> details = new LinkedHashMap<>();
        private final List<String> sentences = new ArrayList<>();

        void add(Violation violation) {
            switch (violation) {
                case USERNAME_BLANK -> add("username", "ERR_BLANK", "can't be blank");
                case USERNAME_INVALID ->
                    add("username", "ERR_INVALID", "must contain only letters, numbers and underscores");
                case USERNAME_TOO_LONG ->
                    add(
                            "username",
                            "ERR_TOO_LONG",
                            "is too long (maximum is " + Limits.USERNAME_CHARS + " characters)");
                case EMAIL_BLANK -> add("email", "ERR_BLANK", "can't be blank");
                case EMAIL_INVALID -> add("email", "ERR_INVALID", "is invalid");
                case PASSWORD_BLANK -> add("password", "ERR_BLANK", "can't be blank");
                case PASSWORD_TOO_SHORT ->
                    add(
                            "password",
                            "ERR_TOO_SHORT",
                            "is too short (minimum is " + SignUpRules.PASSWORD_CHARS_MIN + " characters)");
                case PASSWORD_TOO_LONG ->
                    add(
                            "password",
                            "ERR_TOO_LONG",
                            "is too long (maximum is " + SignUpRules.PASSWORD_BYTES_MAX + " bytes)");
            }
        }

        void add(String field, String code, String description) {
            details.computeIfAbsent(field, name -> new ArrayList<>())
                    .add(Map.of("error", code, "description", description));
            sentences.add(Character.toUpperCase(field.charAt(0)) + field.substring(1) + " " + description);
        }

        void throwIfAny() {
            if (!sentences.isEmpty()) {
                throw error();
            }
        }

        ApiError error() {
            return new ApiError(422, "Validation failed: " + String.join(", ", sentences), Map.of("details", details));
        }
    }
}
