package dev.roost.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkTest {
    @Test
    void anIpv4AddressIsItself() {
        for (String form : List.of("192.0.2.7", "192.0.2.7:5000", "::ffff:192.0.2.7", "[::ffff:192.0.2.7]:80")) {
            assertThat(Network.of(form)).isEqualTo("192.0.2.7");
        }
        assertThat(Network.of("192.0.2.8")).isNotEqualTo(Network.of("192.0.2.7"));
    }

    @Test
    void ipv6CountsByItsFirstHalfHoweverItIsWritten() {
        String network = Network.of("2001:db8:0:0:0:0:0:1");
        for (String form : List.of("2001:db8::1", "2001:DB8::2", "2001:db8:0:0:ffff::", "[2001:db8::3]:443")) {
            assertThat(Network.of(form)).isEqualTo(network);
        }
        assertThat(Network.of("2001:db8:0:1::1")).isNotEqualTo(network);
    }

    @Test
    void whatIsNoAddressIsItself() {
        for (String text : List.of("", "unknown", "a:b:c", "[", "::g")) {
            assertThat(Network.of(text)).isEqualTo(text);
        }
    }
}
