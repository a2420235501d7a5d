/**
 * The open loop: requests are planned in advance and sent when due, whether or not earlier ones were answered. Knows of
 * HTTP/1.1, and nothing of what is asked.
 */
@NullMarked
package dev.roost.lab.drive;

import org.jspecify.annotations.NullMarked;
