package io.runnel.inference.onnx;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shutdown hook in which ONNX Runtime frees its environment. All hooks of a JVM run side by
 * side, so it frees it under runs that ours is still stopping, and a process that ends under load
 * may crash. Without it the system frees the memory, as it does anyway. The hook's thread would
 * also keep the class loader of the first job for ever.
 *
 * <p>Taking it away needs {@code --add-opens=java.base/java.lang=ALL-UNNAMED}, which Flink asks
 * for, too; a JVM without keeps it.
 */
final class EnvironmentHook {
    private static final Logger LOG = LoggerFactory.getLogger(EnvironmentHook.class);
    private static final String CLOSER = "ai.onnxruntime.OrtEnvironment$OrtEnvCloser";

    private EnvironmentHook() {}

    /** Takes the hook away, if there is one; tells whether it did. */
    static boolean remove() {
        try {
            for (Thread hook : hooks()) {
                boolean closer =
                        task(hook)
                                .map(Object::getClass)
                                .map(Class::getName)
                                .equals(Optional.of(CLOSER));
                if (closer) {
                    return Runtime.getRuntime().removeShutdownHook(hook);
                }
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.info(
                    "ONNX Runtime frees its environment beside running models when this process ends,"
                            + " and may crash then. Start the JVM with"
                            + " --add-opens=java.base/java.lang=ALL-UNNAMED to prevent it.",
                    e);
        }
        return false;
    }

    private static List<Thread> hooks() throws ReflectiveOperationException {
        Class<?> registry = Class.forName("java.lang.ApplicationShutdownHooks");
        synchronized (registry) {
            Object hooks = opened(registry.getDeclaredField("hooks")).get(null);
            return hooks == null
                    ? List.of()
                    : ((Map<?, ?>) hooks).keySet().stream().map(Thread.class::cast).toList();
        }
    }

    /** What a thread would run: in {@code target} until Java 18, in {@code holder.task} since. */
    private static Optional<Object> task(Thread thread) throws ReflectiveOperationException {
        for (Field field : Thread.class.getDeclaredFields()) {
            if (field.getName().equals("target")) {
                return Optional.ofNullable(opened(field).get(thread));
            }
            if (field.getName().equals("holder")) {
                Object holder = opened(field).get(thread);
                return Optional.ofNullable(
                        opened(holder.getClass().getDeclaredField("task")).get(holder));
            }
        }
        return Optional.empty();
    }

    private static Field opened(Field field) {
        field.setAccessible(true);
        return field;
    }
}
