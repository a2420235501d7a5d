package dev.roost.console;

import dev.roost.runtime.credentials.Secrets;
import java.util.Base64;

/**
 * A page for people.
 *
 * @param status HTTP status
 * @param html the whole document
 */
public record Page(int status, String html) {
    private static final String STYLE = """
            :root{color-scheme:light dark;--back:#f4f3ef;--card:#fff;--text:#23211d;--soft:#6b675e;--line:#d9d5cb;\
            --accent:#8a4b16}
            @media(prefers-color-scheme:dark){:root{--back:#191815;--card:#24221e;--text:#eceae4;--soft:#a39e92;\
            --line:#3b3831;--accent:#e39a58}}
            *{box-sizing:border-box}
            body{margin:0;background:var(--back);color:var(--text);font:17px/1.6 system-ui,sans-serif}
            main{max-width:44rem;margin:0 auto;padding:3rem 1.25rem 4rem}
            header{display:flex;align-items:center;gap:1rem;margin-bottom:1.5rem}
            h1{font-size:1.8rem;line-height:1.2;margin:0}
            h2{font-size:1.15rem;margin:2.2rem 0 .6rem}
            a{color:var(--accent)}
            section,article{background:var(--card);border:1px solid var(--line);border-radius:12px;\
            padding:1.1rem 1.4rem;margin:1rem 0}
            section h2{margin-top:.2rem}
            .soft{color:var(--soft);font-size:.92rem}
            .figures{display:flex;flex-wrap:wrap;gap:2.5rem;margin:0}
            .figures div{display:flex;flex-direction:column-reverse}
            .figures dt{color:var(--soft);font-size:.92rem}
            .figures dd{margin:0;font-size:1.7rem;font-variant-numeric:tabular-nums}
            pre,code{font:14px/1.5 ui-monospace,monospace}
            pre{max-width:100%;overflow-x:auto;overscroll-behavior-x:contain;background:var(--back);border:1px solid var(--line);border-radius:8px;padding:.8rem 1rem}
            article p{overflow-wrap:anywhere;margin:.4rem 0}
            table{border-collapse:collapse;width:100%}
            td,th{text-align:left;padding:.35rem .8rem .35rem 0;border-bottom:1px solid var(--line);\
            vertical-align:top;font-weight:normal;overflow-wrap:anywhere}
            th{color:var(--soft)}
            """;

    /**
     * The Content-Security-Policy of every page: no scripts, no frames, no forms, this style sheet and own pictures.
     */
    public static final String POLICY = "default-src 'none'; img-src 'self'; style-src 'sha256-"
            + Base64.getEncoder().encodeToString(Secrets.hash(STYLE))
            + "'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

    /** A document around what its main part holds. */
    static Page of(int status, String title, String main) {
        return new Page(
                status,
                "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                        + "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>"
                        + Html.escape(title) + "</title><link rel=\"icon\" href=\"/icon.svg\"><style>" + STYLE
                        + "</style></head><body><main>" + main + "</main></body></html>\n");
    }
}
