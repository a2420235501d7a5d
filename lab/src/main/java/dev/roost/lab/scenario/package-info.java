/** What is asked of a server: scenarios, the communities in them, and the plan of requests that follows. */
@NullMarked
package dev.roost.lab.scenario;

import org.jspecify.annotations.NullMarked;
