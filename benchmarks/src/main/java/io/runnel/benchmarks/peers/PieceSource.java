package io.runnel.benchmarks.peers;

import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;

/** The pieces of a file, over and over: a source that never ends and costs nothing. */
final class PieceSource implements GeneratorFunction<Long, Piece> {
    private static final long serialVersionUID = 1L;

    private final String corpus;
    private transient List<Piece> pieces;

    private PieceSource(Path corpus) {
        this.corpus = corpus.toString();
    }

    static DataGeneratorSource<Piece> of(Path corpus) {
        return new DataGeneratorSource<>(
                new PieceSource(corpus), Long.MAX_VALUE, TypeInformation.of(Piece.class));
    }

    @Override
    public void open(SourceReaderContext context) {
        pieces = PieceFile.read(Path.of(corpus));
    }

    @Override
    public Piece map(Long number) {
        return pieces.get((int) (number % pieces.size()));
    }
}
