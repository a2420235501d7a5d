/** Facts in and out as files: import, export, and the batches that carry them through the log. */
@NullMarked
package dev.roost.app.imports;

import org.jspecify.annotations.NullMarked;
