package dev.roost.app.durable;

import dev.roost.app.node.Node;
import dev.roost.model.AccountId;
import dev.roost.model.Command;
import dev.roost.model.Outcome;
import dev.roost.model.PostBody;
import dev.roost.model.PostDraft;
import dev.roost.model.PostId;
import dev.roost.model.Visibility;
import dev.roost.runtime.Roost;
import dev.roost.store.rocksdb.RocksDbSettings;
import dev.roost.timeline.TimelineSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A node on a data directory that takes commands as lines over sockets: starts fast, to be killed often. */
final class CommandServer {
    private CommandServer() {}

    public static void main(String[] args) throws IOException {
        Node node = Node.open(Path.of(args[0]), true, RocksDbSettings.DEFAULTS, TimelineSettings.DEFAULT, "test");
        try (ServerSocket listener = new ServerSocket(0, 64, InetAddress.getLoopbackAddress())) {
            System.out.println(listener.getLocalPort());
            while (true) {
                Socket connection = listener.accept();
                Thread.ofPlatform().daemon().start(() -> serve(node.roost(), connection));
            }
        }
    }

    private static void serve(Roost roost, Socket connection) {
        try (connection;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
                PrintWriter out = new PrintWriter(connection.getOutputStream(), true, StandardCharsets.UTF_8)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                Outcome outcome = roost.execute(command(List.of(line.split(" "))));
                out.println(
                        switch (outcome) {
                            case Outcome.PostStored stored -> stored.id().toString();
                            case Outcome.Refused refused -> refused.reason().name();
                            default -> "done";
                        });
            }
        } catch (IOException e) {
            // The other side has gone.
        }
    }

    private static Command command(List<String> words) {
        AccountId account = new AccountId(Integer.parseInt(words.get(1)));
        String object = words.get(2);
        return switch (words.get(0)) {
            case "account" -> new Command.CreateAccount(object, "", "", object, dev.roost.model.Standing.ACTIVE, "en");
            case "post" ->
                new Command.CreatePost(
                        account,
                        new PostDraft(new PostBody(object, "", false, "en"), Visibility.PUBLIC, List.of(), List.of()),
                        null,
                        null,
                        object);
            case "delete" -> new Command.DeletePost(account, new PostId(Long.parseLong(object)));
            case "boost" -> new Command.BoostPost(account, new PostId(Long.parseLong(object)), Visibility.PUBLIC);
            case "follow" -> new Command.FollowAccount(account, new AccountId(Integer.parseInt(object)), true, false);
            case "unfollow" -> new Command.UnfollowAccount(account, new AccountId(Integer.parseInt(object)));
            default -> throw new IllegalArgumentException("no such command: " + words);
        };
    }
}
