package dev.roost.http.auth;

import dev.roost.http.server.Reply;
import dev.roost.model.ClientApp;
import dev.roost.model.Standing;
import dev.roost.runtime.credentials.Secrets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The pages of signing in: plain HTML, no scripts, light and dark. */
final class Pages {
    /** Where a browser signs out. */
    static final String SIGN_OUT = "/oauth/sign_out";

    private static final String AUTHORIZE = "/oauth/authorize";

    private static final String STYLE = """
            :root{color-scheme:light dark;--back:#f4f3ef;--card:#fff;--text:#23211d;--soft:#6b675e;--line:#d9d5cb;\
            --accent:#8a4b16;--bad:#a4262c}
            @media(prefers-color-scheme:dark){:root{--back:#191815;--card:#24221e;--text:#eceae4;--soft:#a39e92;\
            --line:#3b3831;--accent:#e39a58;--bad:#ff8a80}}
            *{box-sizing:border-box}
            body{margin:0;background:var(--back);color:var(--text);font:16px/1.5 system-ui,sans-serif}
            main{width:min(26rem,100% - 2rem);margin:12vh auto 2rem;padding:2rem;background:var(--card);\
            border:1px solid var(--line);border-radius:12px}
            h1{font-size:1.3rem;margin:0 0 1rem}
            label{display:block;margin:1rem 0 .25rem;color:var(--soft);font-size:.9rem}
            input{width:100%;padding:.6rem .7rem;font:inherit;color:inherit;background:var(--back);\
            border:1px solid var(--line);border-radius:8px}
            button{margin:1.25rem .5rem 0 0;padding:.6rem 1.2rem;font:inherit;border-radius:8px;cursor:pointer;\
            border:1px solid var(--line);background:transparent;color:inherit}
            button.main{background:var(--accent);border-color:var(--accent);color:var(--card)}
            ul{padding-left:1.2rem}
            .bad{color:var(--bad)}.soft{color:var(--soft);font-size:.9rem}
            code{display:block;margin:1rem 0;padding:.7rem;overflow-wrap:anywhere;background:var(--back);\
            border:1px solid var(--line);border-radius:8px}
            """;

    private static final String STYLE_SOURCE =
            "'sha256-" + Base64.getEncoder().encodeToString(Secrets.hash(STYLE)) + "'";

    private static final Map<String, String> SCOPE_TEXTS = Map.of(
            "read", "see your account, your timelines and your notifications",
            "write", "post, and change your account, for you",
            "follow", "change whom you follow, mute and block",
            "push", "be told of your notifications",
            "profile", "see who you are");

    private Pages() {}

    static Reply signIn(String app, Map<String, String> hidden, String login, String problem) {
        return page(
                200,
                "Sign in",
                "<h1>Sign in</h1><p class=\"soft\">to use <b>" + escape(app) + "</b> with your account here</p>"
                        + notice(problem)
                        + form(
                                AUTHORIZE,
                                hidden,
                                "<label for=\"email\">E-mail address or username</label>"
                                        + "<input id=\"email\" name=\"email\" type=\"text\" required maxlength=\"254\""
                                        + " autocomplete=\"username\" autocapitalize=\"none\" autofocus value=\""
                                        + escape(login) + "\">"
                                        + "<label for=\"password\">Password</label>"
                                        + "<input id=\"password\" name=\"password\" type=\"password\" required"
                                        + " autocomplete=\"current-password\">"
                                        + "<button class=\"main\" type=\"submit\" name=\"step\" value=\"sign-in\">Sign in</button>"),
                "");
    }

    static Reply consent(
            ClientApp app,
            String username,
            List<String> scopes,
            Map<String, String> hidden,
            String formTo,
            String problem) {
        StringBuilder rights = new StringBuilder("<ul>");
        for (String scope : scopes) {
            rights.append("<li>").append(escape(describe(scope))).append("</li>");
        }
        rights.append("</ul>");
        return page(
                200,
                "Authorize " + app.name(),
                "<h1>Let <b>" + escape(app.name())
                        + "</b> use your account?</h1><p class=\"soft\">You are signed in as @"
                        + escape(username) + ".</p>" + notice(problem) + "<p>It wants to:</p>" + rights
                        + form(
                                AUTHORIZE,
                                hidden,
                                "<button class=\"main\" type=\"submit\" name=\"step\" value=\"authorize\">Authorize</button>"
                                        + "<button type=\"submit\" name=\"step\" value=\"deny\">Deny</button>"
                                        + "<p class=\"soft\">Not you?</p><button type=\"submit\" formaction=\""
                                        + SIGN_OUT + "\">Sign out</button>"),
                formTo);
    }

    static Reply code(String app, String code, Map<String, String> hidden) {
        return page(
                200,
                "Authorization code",
                "<h1>Nearly done</h1><p>Copy this code and paste it into <b>" + escape(app) + "</b>:</p>"
                        + "<code>" + escape(code) + "</code>"
                        + "<p class=\"soft\">It works once, for ten minutes. You can close this page afterwards,"
                        + " and sign out if others use this browser.</p>"
                        + signOutForm(hidden),
                "");
    }

    static Reply signOut(String username, Map<String, String> hidden, String problem) {
        return page(
                200,
                "Sign out",
                "<h1>Sign out</h1><p>You are signed in as @" + escape(username) + ".</p>" + notice(problem)
                        + signOutForm(hidden),
                "");
    }

    static Reply signedOut() {
        return page(
                200,
                "Signed out",
                "<h1>You are signed out</h1><p>Applications that may use your account still can: sign out in them.</p>",
                "");
    }

    static Reply problem(int status, String title, String text) {
        return page(status, title, "<h1>" + escape(title) + "</h1><p>" + escape(text) + "</p>", "");
    }

    /** Why an account cannot sign in. */
    static String whyNot(Standing standing) {
        return switch (standing) {
            case ACTIVE -> "";
            case PENDING -> "Your login is currently pending approval";
            case SUSPENDED, DELETED, ERASED -> "Your account is suspended";
            case DISABLED -> "Your login is currently disabled";
        };
    }

    private static String describe(String scope) {
        String known = SCOPE_TEXTS.get(scope);
        if (known != null) {
            return known;
        }
        int colon = scope.indexOf(':');
        String what = colon < 0 ? scope : scope.substring(colon + 1);
        return scope.startsWith("write:") ? "change your " + what : "see your " + what;
    }

    private static String notice(String problem) {
        return problem.isEmpty() ? "" : "<p class=\"bad\" role=\"alert\">" + escape(problem) + "</p>";
    }

    private static String signOutForm(Map<String, String> hidden) {
        return form(SIGN_OUT, hidden, "<button type=\"submit\">Sign out</button>");
    }

    private static String form(String action, Map<String, String> hidden, String fields) {
        StringBuilder out = new StringBuilder("<form method=\"post\" action=\"" + action + "\">");
        hidden.forEach((name, value) -> out.append("<input type=\"hidden\" name=\"")
                .append(escape(name))
                .append("\" value=\"")
                .append(escape(value))
                .append("\">"));
        return out.append(fields).append("</form>").toString();
    }

    private static Reply page(int status, String title, String body, String formTo) {
        String html = "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>" + escape(title)
                + " – Roost</title><style>" + STYLE + "</style></head><body><main>" + body + "</main></body></html>\n";
        String policy = "default-src 'none'; style-src " + STYLE_SOURCE + "; form-action 'self' " + formTo
                + "; base-uri 'none'; frame-ancestors 'none'";
        return Reply.html(status, html, policy);
    }

    /** Text as it may stand in HTML, in elements and in quoted attributes. */
    private static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
        return out.toString();
    }
}
