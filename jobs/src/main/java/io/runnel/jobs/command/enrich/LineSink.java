package io.runnel.jobs.command.enrich;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** One line of a file for each value. For a sink of parallelism 1 that is not restarted. */
final class LineSink implements Sink<byte[]> {
    private static final long serialVersionUID = 1L;

    private final String file;

    LineSink(Path file) {
        this.file = file.toString();
    }

    @Override
    public SinkWriter<byte[]> createWriter(WriterInitContext context) throws IOException {
        return new LineWriter(
                new BufferedOutputStream(Files.newOutputStream(Path.of(file)), 1 << 16));
    }

    private static final class LineWriter implements SinkWriter<byte[]> {
        private final OutputStream out;

        LineWriter(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(byte[] line, Context context) throws IOException {
            out.write(line);
            out.write('\n');
        }

        @Override
        public void flush(boolean endOfInput) throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
