package dev.roost.lab.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(OS.WINDOWS)
class TrivialServerTest {
    private static final int CLIENTS = 200;

    @Test
    void connectionsThatAreResetLeaveNoFilesOpen() throws IOException {
        try (TrivialServer server = TrivialServer.always(0)) {
            ask(server);
            long before = open();
            List<Socket> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(new Socket(InetAddress.getLoopbackAddress(), server.port()));
            }
            // The server has taken all of them before it answers this one.
            ask(server);
            for (Socket each : clients) {
                each.setSoLinger(true, 0);
                each.close();
            }
            // What was closed before this is asked is seen by the second look at the latest.
            ask(server);
            ask(server);
            assertThat(open()).isLessThan(before + CLIENTS / 2);
        }
    }

    private static void ask(TrivialServer server) throws IOException {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            client.getOutputStream().write(SimpleGet.REQUEST);
            assertThat(client.getInputStream().readNBytes(15)).asString().isEqualTo("HTTP/1.1 200 OK");
        }
    }

    private static long open() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }
}
