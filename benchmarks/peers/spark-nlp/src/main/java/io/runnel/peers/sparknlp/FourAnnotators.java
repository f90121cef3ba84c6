package io.runnel.peers.sparknlp;

import com.johnsnowlabs.nlp.DocumentAssembler;
import com.johnsnowlabs.nlp.annotators.Tokenizer;
import com.johnsnowlabs.nlp.annotators.classifier.dl.BertForSequenceClassification;
import com.johnsnowlabs.nlp.annotators.classifier.dl.BertForTokenClassification;

import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.sql.SparkSession;

import java.nio.file.Path;

/** A Spark ML pipeline of the four models, imported from the same ONNX graphs. */
final class FourAnnotators {
    /** Word pieces in a piece of the corpus, with room for [CLS] and [SEP]. */
    private static final int MAX_TOKENS = 256;

    private static final String DOCUMENT = "document";
    private static final String TOKEN = "token";

    private final SparkSession spark;
    private final Path models;
    private final int batch;

    FourAnnotators(SparkSession spark, Path models, int batch) {
        this.spark = spark;
        this.models = models.resolve("spark-nlp");
        this.batch = batch;
    }

    /** Reads the column {@code text}, writes a column a task. */
    Pipeline pipeline() {
        DocumentAssembler document = new DocumentAssembler();
        document.setInputCol("text");
        document.setOutputCol(DOCUMENT);
        Tokenizer token = new Tokenizer();
        token.setInputCols(new String[] {DOCUMENT});
        token.setOutputCol(TOKEN);
        return new Pipeline()
                .setStages(
                        new PipelineStage[] {
                            document,
                            token,
                            sequence("classification"),
                            sequence("sentiment"),
                            token("entities"),
                            token("summary")
                        });
    }

    private BertForSequenceClassification sequence(String task) {
        BertForSequenceClassification model =
                BertForSequenceClassification.loadSavedModel(
                        models.resolve(task).toString(), spark);
        model.setInputCols(new String[] {DOCUMENT, TOKEN});
        model.setOutputCol(task);
        model.setCaseSensitive(false);
        model.setMaxSentenceLength(MAX_TOKENS);
        model.setBatchSize(batch);
        return model;
    }

    private BertForTokenClassification token(String task) {
        BertForTokenClassification model =
                BertForTokenClassification.loadSavedModel(models.resolve(task).toString(), spark);
        model.setInputCols(new String[] {DOCUMENT, TOKEN});
        model.setOutputCol(task);
        model.setCaseSensitive(false);
        model.setMaxSentenceLength(MAX_TOKENS);
        model.setBatchSize(batch);
        return model;
    }
}
