package dev.roost.http.server;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;

/** What counts as one address: IPv6 addresses by their network, because one subscriber has all addresses of a /64. */
public final class Network {
    private static final int PREFIX_BYTES = 8;

    private Network() {}

    /**
     * The network of an address as text, in whatever form it is written: shortened, in brackets, with a port. What is
     * no address counts as itself.
     */
    public static String of(String address) {
        int colon = address.indexOf(':');
        if (colon < 0) {
            return address;
        }
        String bare = address;
        if (address.startsWith("[") && address.indexOf(']') > 0) {
            bare = address.substring(1, address.indexOf(']'));
        } else if (colon == address.lastIndexOf(':')) {
            bare = address.substring(0, colon);
        }
        try {
            return of(InetAddress.ofLiteral(bare));
        } catch (IllegalArgumentException notAnAddress) {
            return address;
        }
    }

    static String of(InetAddress address) {
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(address.getAddress(), 0, PREFIX_BYTES)
                : address.getHostAddress();
    }
}
