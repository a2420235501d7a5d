/** Roost over HTTP: pages and posts by a load client on the same machine, beside fixed bytes and beside PostgreSQL. */
@NullMarked
package dev.roost.bench.http;

import org.jspecify.annotations.NullMarked;
