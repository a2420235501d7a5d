/** Text files from elsewhere, read whatever editor wrote them, and results, written whole or not at all. */
@NullMarked
package dev.roost.telemetry.files;

import org.jspecify.annotations.NullMarked;
