package io.runnel.jobs.kafka;

import java.lang.reflect.Field;
import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The admin client with which a writer of the connector lists open transactions when it starts, and
 * which connector 5.0.0 then keeps for ever: a thread, its connections and the job's class loader
 * for each start of a writer. The field is private and nothing else leads to it.
 */
final class WriterAdmin {
    /** The field's name in {@code ExactlyOnceKafkaWriter}. */
    static final String FIELD = "adminClient";

    private static final Logger LOG = LoggerFactory.getLogger(WriterAdmin.class);

    private WriterAdmin() {}

    /**
     * The writer, without its admin client; it opens another if it ever needs one again. A writer
     * of another shape is given back as it is, with a warning.
     */
    static <W> W closed(W writer) {
        try {
            Field field = field(writer.getClass());
            field.setAccessible(true);
            if (field.get(writer) instanceof Admin admin) {
                field.set(writer, null);
                admin.close(Duration.ZERO);
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.warn(
                    "{} has no {} to close: this is another Kafka connector than the one that Runnel"
                            + " was built with. Each start of a writer may leave a thread behind.",
                    writer.getClass().getName(),
                    FIELD,
                    e);
        }
        return writer;
    }

    private static Field field(Class<?> writer) throws NoSuchFieldException {
        for (Class<?> type = writer; type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals(FIELD)) {
                    return field;
                }
            }
        }
        throw new NoSuchFieldException(writer.getName() + "." + FIELD);
    }
}
