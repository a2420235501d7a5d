package dev.roost.app;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;

/** Stands for the whole program where only how it is started counts: as {@code demo} it waits, else it ends at once. */
public final class SmallDemo {
    private SmallDemo() {}

    /** What it is asked to be is its first argument. */
    public static void main(String[] arguments) throws InterruptedException {
        PrintStream out = System.out;
        out.println("started as " + arguments[0]);
        out.println("with " + ManagementFactory.getRuntimeMXBean().getInputArguments());
        out.println("tunables " + System.getenv("GLIBC_TUNABLES"));
        if (arguments[0].equals("demo")) {
            // What the launcher looks for; nothing listens there.
            out.println("http://127.0.0.1:1 with Authorization: 'Bearer none'");
            new CountDownLatch(1).await();
        }
    }
}
