package io.runnel.benchmarks.peers;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Notes when each piece was answered, in a file a subtask; {@link Tally} reads them. */
final class TallySink implements Sink<Answered> {
    private static final long serialVersionUID = 1L;

    private final String folder;

    TallySink(Path folder) {
        this.folder = folder.toString();
    }

    @Override
    public SinkWriter<Answered> createWriter(WriterInitContext context) throws IOException {
        int subtask = context.getTaskInfo().getIndexOfThisSubtask();
        return new TallyWriter(Files.newBufferedWriter(Path.of(folder, subtask + Tally.EXTENSION)));
    }

    private static final class TallyWriter implements SinkWriter<Answered> {
        private final BufferedWriter lines;

        TallyWriter(BufferedWriter lines) {
            this.lines = lines;
        }

        /** Flushes each line: nobody waits for a job that is cancelled to finish its files. */
        @Override
        public void write(Answered answered, Context context) throws IOException {
            Piece piece = answered.piece();
            lines.write(
                    System.currentTimeMillis()
                            + " "
                            + piece.tokens()
                            + " "
                            + (piece.opens() ? 1 : 0)
                            + "\n");
            lines.flush();
        }

        @Override
        public void flush(boolean endOfInput) throws IOException {
            lines.flush();
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
