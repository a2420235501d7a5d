package dev.roost.lab.run;

import java.net.URI;

/**
 * A server to measure.
 *
 * @param host name or address
 * @param port where it listens
 */
public record Target(String host, int port) {
    /** Reads {@code http://host:port}. HTTPS is not spoken: what ends it stands in front of the server. */
    public static Target of(String url) throws LabException {
        try {
            URI uri = URI.create(url);
            if ("http".equals(uri.getScheme()) && uri.getHost() != null) {
                return new Target(uri.getHost(), uri.getPort() < 0 ? 80 : uri.getPort());
            }
        } catch (IllegalArgumentException noUrl) {
            throw new LabException("\"" + url + "\" is no address such as http://127.0.0.1:8420");
        }
        throw new LabException("\"" + url + "\" is no address such as http://127.0.0.1:8420; https is not spoken");
    }

    /** Without a slash at the end. */
    public String url() {
        return "http://" + authority();
    }

    String authority() {
        return port == 80 ? host : host + ":" + port;
    }
}
