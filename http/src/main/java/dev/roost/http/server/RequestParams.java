package dev.roost.http.server;

import java.io.IOException;
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
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads what a client sends along into one tree, whatever its form. */
final class RequestParams {
    private static final int PART_HEADER_BYTES = 8_192;

    private RequestParams() {}

    /**
     * The query's names and values.
     *
     * @throws ApiError 400 for what cannot be decoded, 413 for too many
     */
    static List<FormText.Pair> query(Request request) {
        String query = request.getHttpURI().getQuery();
        return query == null || query.isEmpty()
                ? List.of()
                : FormText.pairs(query.getBytes(StandardCharsets.UTF_8), "The query");
    }

    static Params read(Request request, List<FormText.Pair> query, int bodyBytesMax) {
        boolean body = hasBody(request);
        if (query.isEmpty() && !body) {
            return Params.none();
        }
        ParamTree tree = new ParamTree();
        query.forEach(pair -> tree.add(pair.name(), pair.value()));
        if (body) {
            String contentType = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
            readBody(request, contentType == null ? "" : contentType, bodyBytesMax, tree);
        }
        return tree.params();
    }

    /** HTTP/1 announces a body by its length or by chunks; HTTP/2 need not, but then it has a type. */
    static boolean hasBody(Request request) {
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
            FormText.pairs(body, "The form").forEach(pair -> form.add(pair.name(), pair.value()));
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
            byte[] body = readAll(in, length, bodyBytesMax);
            if (body.length > bodyBytesMax) {
                UnreadBody.discard(in);
                throw tooLong(bodyBytesMax);
            }
            return body;
        } catch (BodyInput.TooSlowException slow) {
            throw new ApiError(408, "The body comes too slowly");
        } catch (IOException broken) {
            throw ApiError.badRequest("The body did not arrive");
        }
    }

    private static byte[] readAll(BodyInput in, long length, int bodyBytesMax) throws IOException {
        try {
            return in.readAll(length, bodyBytesMax);
        } catch (ApiError noRoom) {
            // To be closed with the rest unread, the connection would break before the client had heard why.
            UnreadBody.discard(in);
            throw noRoom;
        }
    }

    private static ApiError tooLong(int bodyBytesMax) {
        return new ApiError(413, "The body is longer than " + bodyBytesMax + " bytes");
    }

    private static void readJson(byte[] body, ParamTree tree) {
        // Jackson takes overlong bytes and halves of characters.
        FormText.utf8(body, body.length, "The body");
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
                tree.put(wellFormed(each.getKey()), value);
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
                    values.put(wellFormed(each.getKey()), value);
                }
            }
            return values;
        }
        return wellFormed(node.asString());
    }

    /** JSON can write half of a character ({@code \\ud83d} alone), which no text is. */
    private static String wellFormed(String text) {
        if (text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw ApiError.badRequest("The body has half of a character (a surrogate that stands alone)");
        }
        return text;
    }

    private static void readMultipart(byte[] body, String contentType, int bodyBytesMax, ParamTree tree) {
        MultiPartConfig config = new MultiPartConfig.Builder()
                .maxParts(FormText.PAIRS_MAX)
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
        } catch (RuntimeException | IOException malformed) {
            throw ApiError.badRequest("The body is not valid multipart/form-data");
        }
        tree.putAll(form);
    }

    private static void addPart(MultiPart.Part part, ParamTree form) throws IOException {
        String fileName = part.getFileName();
        if (fileName != null) {
            if (fileName.isEmpty() && part.getLength() <= 0) {
                return;
            }
            throw ApiError.notOffered("This server does not take files: " + part.getName() + " cannot be uploaded");
        }
        String name = part.getName();
        if (name != null) {
            ByteBuffer content = Content.Source.asByteBuffer(part.getContentSource());
            byte[] bytes = new byte[content.remaining()];
            content.get(bytes);
            form.add(name, FormText.utf8(bytes, bytes.length, "The field " + name));
        }
    }
}
