package io.runnel.peers.sparknlp;

import io.runnel.peers.Answer;
import io.runnel.peers.Bio;
import io.runnel.peers.Sentences;

import org.apache.spark.sql.Row;

import java.util.List;

/** Reads answers from the columns of annotations. */
final class AnswerReader {
    private static final String SALIENT = "salient";

    private AnswerReader() {}

    static Answer read(Row row) {
        List<Row> tags = row.getList(row.fieldIndex("entities"));
        List<Row> salience = row.getList(row.fieldIndex("summary"));
        return new Answer(
                label(row, "classification"),
                label(row, "sentiment"),
                Bio.entities(tags.stream().map(AnswerReader::result).toList()),
                sentences(row.getString(row.fieldIndex("text")), salience));
    }

    private static String label(Row row, String column) {
        List<Row> annotations = row.getList(row.fieldIndex(column));
        return annotations.isEmpty() ? "" : result(annotations.get(0));
    }

    /** The label alone decides: which metadata keys hold a score differs between versions. */
    private static int sentences(String text, List<Row> salience) {
        int[] starts = new int[salience.size()];
        double[] scores = new double[salience.size()];
        for (int i = 0; i < starts.length; i++) {
            Row annotation = salience.get(i);
            starts[i] = annotation.getInt(annotation.fieldIndex("begin"));
            scores[i] = result(annotation).equals(SALIENT) ? 1 : 0;
        }
        return Sentences.best(text, starts, scores).size();
    }

    private static String result(Row annotation) {
        return annotation.getString(annotation.fieldIndex("result"));
    }
}
