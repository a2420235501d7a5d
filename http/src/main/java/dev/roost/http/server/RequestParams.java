package dev.roost.http.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartConfig;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Attributes;
import org.eclipse.jetty.util.UrlEncoded;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads what a client sends along into one tree, whatever its form. */
final class RequestParams {
    /** Parameters of one request. */
    private static final int PAIRS_MAX = 4_096;

    private static final int PART_HEADER_BYTES = 8_192;
    /** A longer body that nobody has read costs its connection. */
    private static final int UNREAD_BYTES_MAX = 64 << 10;

    private RequestParams() {}

    record Pair(String name, String value) {}

    static Params read(Request request, int bodyBytesMax) {
        String query = request.getHttpURI().getQuery();
        String contentType = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        boolean body = hasBody(request);
        if (query == null && !body) {
            return Params.none();
        }
        ParamTree tree = new ParamTree();
        if (query != null) {
            query(query).forEach(pair -> tree.add(pair.name(), pair.value()));
        }
        if (body) {
            readBody(request, contentType == null ? "" : contentType, bodyBytesMax, tree);
        }
        return tree.params();
    }

    /**
     * Takes in what nobody has read of a body, which may still be on its way, so that the next request on the
     * connection begins where the server looks for it.
     *
     * @return false if there is too much left, or the client waits to be asked for it: the connection has to end
     */
    static boolean finish(Request request) {
        if (!hasBody(request)) {
            return true;
        }
        long length = request.getLength();
        if (length < 0 || length > UNREAD_BYTES_MAX || request.getHeaders().contains(HttpHeader.EXPECT)) {
            return request.consumeAvailable();
        }
        try (InputStream in = BodyInput.of(request)) {
            // Mostly nothing is left, and transferTo makes room for 16 KB before it looks.
            if (in.read() >= 0) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return true;
        } catch (IOException broken) {
            return false;
        }
    }

    /** HTTP/1 announces a body by its length or by chunks; HTTP/2 need not, but then it has a type. */
    private static boolean hasBody(Request request) {
        HttpFields headers = request.getHeaders();
        long length = headers.getLongField(HttpHeader.CONTENT_LENGTH);
        return length > 0
                || (length < 0
                        && (headers.contains(HttpHeader.TRANSFER_ENCODING)
                                || headers.contains(HttpHeader.CONTENT_TYPE)));
    }

    private static void readBody(Request request, String contentType, int bodyBytesMax, ParamTree tree) {
        String type = contentType.toLowerCase(Locale.ROOT);
        byte[] body = bytes(request, bodyBytesMax);
        if (body.length == 0) {
            return;
        }
        if (type.startsWith("application/json") || type.contains("+json")) {
            readJson(body, tree);
        } else if (type.startsWith("multipart/form-data")) {
            readMultipart(body, contentType, bodyBytesMax, tree);
        } else if (type.isEmpty() || type.startsWith("application/x-www-form-urlencoded")) {
            ParamTree form = new ParamTree();
            query(new String(body, StandardCharsets.UTF_8)).forEach(pair -> form.add(pair.name(), pair.value()));
            tree.putAll(form);
        } else {
            throw new ApiError(415, "Send the body as JSON, as a form or as multipart/form-data");
        }
    }

    private static byte[] bytes(Request request, int bodyBytesMax) {
        long length = request.getLength();
        if (length > bodyBytesMax) {
            throw tooLong(bodyBytesMax);
        }
        try (BodyInput in = BodyInput.of(request)) {
            byte[] body = in.readAll(length, bodyBytesMax);
            if (body.length > bodyBytesMax) {
                throw tooLong(bodyBytesMax);
            }
            return body;
        } catch (BodyInput.TooSlowException slow) {
            throw new ApiError(408, "The body comes too slowly");
        } catch (IOException broken) {
            throw ApiError.badRequest("The body did not arrive");
        }
    }

    private static ApiError tooLong(int bodyBytesMax) {
        return new ApiError(413, "The body is longer than " + bodyBytesMax + " bytes");
    }

    /** Decodes names and values; bytes that are not UTF-8 become replacement characters. */
    static List<Pair> query(String encoded) {
        List<Pair> pairs = new ArrayList<>();
        UrlEncoded.decodeUtf8To(
                encoded,
                0,
                encoded.length(),
                (name, value) -> {
                    if (pairs.size() == PAIRS_MAX) {
                        throw new ApiError(413, "More than " + PAIRS_MAX + " parameters");
                    }
                    pairs.add(new Pair(name, value == null ? "" : value));
                },
                true,
                true,
                true);
        return pairs;
    }

    private static void readJson(byte[] body, ParamTree tree) {
        JsonNode root;
        try {
            root = JsonCodec.read(body);
        } catch (JacksonException notJson) {
            throw ApiError.badRequest("The body is not valid JSON");
        }
        if (!root.isObject()) {
            throw ApiError.badRequest("The body is not a JSON object");
        }
        for (Map.Entry<String, JsonNode> each : root.properties()) {
            Object value = value(each.getValue());
            if (value != null) {
                tree.put(each.getKey(), value);
            }
        }
    }

    private static @Nullable Object value(JsonNode node) {
        if (node.isNull() || node.isMissingNode()) {
            return null;
        }
        if (node.isArray()) {
            List<Object> values = new ArrayList<>(node.size());
            for (JsonNode each : node) {
                Object value = value(each);
                if (value != null) {
                    values.add(value);
                }
            }
            return values;
        }
        if (node.isObject()) {
            Map<String, Object> values = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> each : node.properties()) {
                Object value = value(each.getValue());
                if (value != null) {
                    values.put(each.getKey(), value);
                }
            }
            return values;
        }
        return node.asString();
    }

    private static void readMultipart(byte[] body, String contentType, int bodyBytesMax, ParamTree tree) {
        MultiPartConfig config = new MultiPartConfig.Builder()
                .maxParts(PAIRS_MAX)
                .maxSize(bodyBytesMax)
                .maxPartSize(bodyBytesMax)
                .maxMemoryPartSize(bodyBytesMax)
                .maxHeadersSize(PART_HEADER_BYTES)
                .useFilesForPartsWithoutFileName(false)
                .build();
        ParamTree form = new ParamTree();
        try (MultiPartFormData.Parts parts = MultiPartFormData.getParts(
                Content.Source.from(ByteBuffer.wrap(body)), new Attributes.Lazy(), contentType, config)) {
            for (MultiPart.Part part : parts) {
                addPart(part, form);
            }
        } catch (ApiError expected) {
            throw expected;
        } catch (RuntimeException malformed) {
            throw ApiError.badRequest("The body is not valid multipart/form-data");
        }
        tree.putAll(form);
    }

    private static void addPart(MultiPart.Part part, ParamTree form) {
        String fileName = part.getFileName();
        if (fileName != null) {
            if (fileName.isEmpty() && part.getLength() <= 0) {
                return;
            }
            throw ApiError.notOffered("This server does not take files: " + part.getName() + " cannot be uploaded");
        }
        String name = part.getName();
        String text = part.getContentAsString(StandardCharsets.UTF_8);
        if (name != null) {
            form.add(name, text == null ? "" : text);
        }
    }
}
