package io.runnel.jobs.command.topics;

import java.io.PrintStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Prints a record of any topic of ours. */
public interface RecordPrinter {
    void print(ConsumerRecord<byte[], byte[]> record);

    /** The printer for this reader. */
    static RecordPrinter of(OutputFormat format, PrintStream out) {
        return switch (format) {
            case TEXT -> record -> out.println(RecordText.of(record));
            case JSON -> record -> out.println(RecordJson.of(record));
        };
    }
}
