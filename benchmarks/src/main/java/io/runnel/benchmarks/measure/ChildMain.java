package io.runnel.benchmarks.measure;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The main class of every {@link ChildJava}: calls the one that its first argument names, and ends
 * the process with its parent, however that dies: then standard input is at its end.
 */
public final class ChildMain {
    private static final int ORPHANED = 143;
    private static final long GRACE_SECONDS = 20;

    private ChildMain() {}

    public static void main(String[] arguments) throws Throwable {
        daemon("bench-parent", ChildMain::endWithTheParent);
        try {
            Class.forName(arguments[0])
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static void endWithTheParent() {
        try {
            while (System.in.read() >= 0) {
                // Nobody sends anything.
            }
        } catch (IOException e) {
            System.err.println("Standard input is gone: " + e.getMessage());
        }
        // What the process holds is closed, but nobody waits forever for that.
        daemon(
                "bench-halt",
                () -> {
                    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(GRACE_SECONDS));
                    Runtime.getRuntime().halt(ORPHANED);
                });
        System.exit(ORPHANED);
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
