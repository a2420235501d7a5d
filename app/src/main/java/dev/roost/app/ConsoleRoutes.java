package dev.roost.app;

import dev.roost.console.Page;
import dev.roost.console.Pages;
import dev.roost.http.json.Entities;
import dev.roost.http.server.Access;
import dev.roost.http.server.Call;
import dev.roost.http.server.HttpSettings;
import dev.roost.http.server.Reply;
import dev.roost.http.server.Routes;
import dev.roost.runtime.Reads;

/** Puts the console's pages where a browser looks for them. */
final class ConsoleRoutes {
    private final Pages pages;

    ConsoleRoutes(Reads reads, HttpSettings http, Entities entities) {
        pages = new Pages(reads, http.title(), http.description(), http.domain(), http.baseUrl(), entities::content);
    }

    void register(Routes routes) {
        routes.get("/", Access.anybody(), call -> reply(pages.root()));
        routes.get("/@:user", Access.anybody(), call -> reply(pages.account(call.path("user"))));
        routes.get("/@:user/:id", Access.anybody(), this::post);
        routes.get("/tags/:tag", Access.anybody(), call -> reply(pages.tag(call.path("tag"))));
        // What entities give as uri.
        routes.get("/users/:user", Access.anybody(), call -> reply(pages.account(call.path("user"))));
        routes.get("/users/:user/statuses/:id", Access.anybody(), this::post);
    }

    private Reply post(Call call) {
        return reply(pages.post(call.path("user"), number(call.path("id"))));
    }

    /** 0, which no post has, for what is no number. */
    private static long number(String id) {
        try {
            return Long.parseLong(id);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static Reply reply(Page page) {
        return Reply.html(page.status(), page.html(), Page.POLICY);
    }
}
