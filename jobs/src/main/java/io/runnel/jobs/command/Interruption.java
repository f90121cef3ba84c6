package io.runnel.jobs.command;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;

/**
 * Ctrl-C (and {@code kill}) as something that a command can wait for. It then closes what it opened
 * in its own order: JVM shutdown hooks run side by side, and that of ONNX Runtime frees memory
 * under running models. The second Ctrl-C ends the process at once.
 */
public final class Interruption {
    /** What a shell expects from a process that ended by Ctrl-C. */
    public static final int EXIT_CODE = 130;

    private static final List<String> SIGNALS = List.of("INT", "TERM");

    private static final Duration ECHO = Duration.ofSeconds(1);

    private final IntConsumer end;
    private volatile boolean unattended;
    private final AtomicLong firstAsked = new AtomicLong();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final List<Runnable> last = new CopyOnWriteArrayList<>();

    /**
     * @param end ends the process at once, with an exit code
     */
    Interruption(IntConsumer end) {
        this.end = end;
    }

    /** An interruption that only {@link #interrupt()} causes. */
    public static Interruption manual() {
        return new Interruption(Runtime.getRuntime()::halt);
    }

    /** An interruption that the signals of this process cause from now on. */
    public static Interruption ofProcess() {
        Interruption interruption = manual();
        SIGNALS.forEach(interruption::listenTo);
        return interruption;
    }

    /**
     * Asks the command to stop, or ends the process where no command waits for that; asking again
     * ends the process, unless it is the echo of the first time: {@code timeout} signals both the
     * process and its group.
     */
    public void interrupt() {
        if (unattended) {
            end.accept(EXIT_CODE);
            return;
        }
        long now = System.nanoTime();
        if (firstAsked.compareAndSet(0, now)) {
            asked.countDown();
        } else if (now - firstAsked.get() > ECHO.toNanos()) {
            try {
                last.forEach(Runnable::run);
            } finally {
                end.accept(EXIT_CODE);
            }
        }
    }

    /**
     * What is done before this process is ended at once, which runs no shutdown hooks: processes
     * that it started would outlive it. It must not wait for the command.
     */
    public void beforeTheEnd(Runnable deed) {
        last.add(deed);
    }

    /** Says that the command that runs does not wait for it. */
    void leaveUnattended() {
        unattended = true;
    }

    public boolean asked() {
        return asked.getCount() == 0;
    }

    /** Waits until somebody asks to stop. */
    public void await() throws InterruptedException {
        asked.await();
    }

    /** Waits so long, or until somebody asks to stop; tells whether somebody did. */
    public boolean await(Duration limit) throws InterruptedException {
        return asked.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** {@code sun.misc.Signal} is the only way to a signal, and javac warns of its name. */
    private void listenTo(String signalName) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler onSignal =
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            interrupt();
                            return null;
                        }
                        return method.getName().equals("equals")
                                ? (Object) (proxy == arguments[0])
                                : System.identityHashCode(proxy);
                    };
            Object listener =
                    Proxy.newProxyInstance(
                            Interruption.class.getClassLoader(),
                            new Class<?>[] {handler},
                            onSignal);
            signal.getMethod("handle", signal, handler)
                    .invoke(
                            null,
                            signal.getConstructor(String.class).newInstance(signalName),
                            listener);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            // A JVM without signals: Ctrl-C ends it in the ordinary way.
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(this::interrupt, "runnel-interruption"));
        }
    }
}
