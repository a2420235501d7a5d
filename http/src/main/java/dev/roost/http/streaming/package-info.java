/** Streaming: what changes, sent to clients as it happens, over WebSockets and server-sent events. */
@NullMarked
package dev.roost.http.streaming;

import org.jspecify.annotations.NullMarked;
