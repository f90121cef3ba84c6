package io.runnel.inference.onnx;

import io.runnel.modelstore.graph.GraphCut;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that a graph was optimized into, from which parts are cut: so a model is optimized once,
 * however often others of its heads are wanted. Or the reason why there is none.
 */
final class OptimizedGraph {
    private static final Logger LOG = LoggerFactory.getLogger(OptimizedGraph.class);

    /** {@code null} for none. */
    private final FileChannel file;

    private final String whyNone;

    private OptimizedGraph(FileChannel file, String whyNone) {
        this.file = file;
        this.whyNone = whyNone;
    }

    /**
     * @param file stays readable here when it is deleted, where the system allows that
     */
    static OptimizedGraph in(Path file) {
        try {
            return new OptimizedGraph(FileChannel.open(file, StandardOpenOption.READ), "");
        } catch (IOException e) {
            return none("its optimized graph cannot be read: " + e.getMessage());
        }
    }

    /**
     * @param why goes on after "the graph cannot be cut, as"
     */
    static OptimizedGraph none(String why) {
        return new OptimizedGraph(null, why);
    }

    /**
     * Writes the part that gives these outputs. The file is mapped, not read: the heap of a
     * TaskManager need not have room for it. For threads that nobody interrupts.
     *
     * @throws IOException if it cannot be cut, or the part not be written, with the reason
     */
    void writePart(Set<String> outputs, Path part) throws IOException {
        if (file == null) {
            throw new IOException(whyNone);
        }
        try (FileChannel to = FileChannel.open(part, StandardOpenOption.WRITE)) {
            ByteBuffer model = file.map(FileChannel.MapMode.READ_ONLY, 0, file.size());
            for (ByteBuffer piece : GraphCut.of(model, outputs)) {
                while (piece.hasRemaining()) {
                    to.write(piece);
                }
            }
        }
    }

    /** Gives the file up; nothing is cut any more. */
    void close() {
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                LOG.warn("An optimized graph cannot be closed; it takes room until the end.", e);
            }
        }
    }
}
