package io.runnel.peers.sparknlp;

import com.johnsnowlabs.nlp.SparkNLP;

import io.runnel.peers.Answer;
import io.runnel.peers.Contest;
import io.runnel.peers.Contest.Contestant;
import io.runnel.peers.Options;

import org.apache.spark.ml.PipelineModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Contestant (g): Spark NLP on local Spark, four fp32 models imported from the same ONNX graphs. As
 * its documentation sets Spark up; one ONNX thread for each of Spark's, whose default of six would
 * quarrel over the CPUs.
 */
public final class SparkNlpPeer {
    /** Larger than that of the others: each slice is a Spark job. */
    private static final int SLICE = 512;

    /** The default of its annotators. */
    private static final int BATCH = 8;

    private final SparkSession spark;
    private final PipelineModel model;

    private SparkNlpPeer(SparkSession spark, PipelineModel model) {
        this.spark = spark;
        this.model = model;
    }

    public static void main(String[] arguments) throws IOException {
        Options options = Options.read(arguments, BATCH);
        SparkSession spark =
                SparkSession.builder()
                        .appName("runnel-peer-spark-nlp")
                        .master("local[" + options.threads() + "]")
                        .config("spark.ui.enabled", "false")
                        .config("spark.driver.bindAddress", "127.0.0.1")
                        .config("spark.driver.host", "127.0.0.1")
                        .config("spark.driver.maxResultSize", "0")
                        .config("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
                        .config("spark.kryoserializer.buffer.max", "2000M")
                        .config("spark.jsl.settings.onnx.intraOpNumThreads", "1")
                        .getOrCreate();
        spark.sparkContext().setLogLevel("WARN");
        PipelineModel model =
                new FourAnnotators(spark, options.models(), options.batch())
                        .pipeline()
                        .fit(spark.createDataset(List.of(""), Encoders.STRING()).toDF("text"));
        SparkNlpPeer peer = new SparkNlpPeer(spark, model);
        Map<String, Object> settings =
                new TreeMap<>(
                        Map.of(
                                "engine",
                                "Spark NLP on local Spark, ONNX Runtime",
                                "models",
                                4,
                                "precision",
                                "fp32",
                                "partitions",
                                options.threads(),
                                "intra_op_threads",
                                1,
                                "order",
                                "as in the corpus, 512 texts a Spark job"));
        Contest.compete(
                options,
                new Contestant(
                        "spark-nlp",
                        SLICE,
                        settings,
                        Map.of(
                                "java", System.getProperty("java.vm.version"),
                                "spark", spark.version(),
                                "spark_nlp", SparkNLP.version()),
                        peer::answer));
        spark.stop();
    }

    /**
     * Spark spreads a local list over as many partitions as it has threads, and keeps its order.
     */
    private List<Answer> answer(List<String> texts) {
        Dataset<Row> rows = spark.createDataset(texts, Encoders.STRING()).toDF("text");
        return model
                .transform(rows)
                .select("text", "classification", "sentiment", "entities", "summary")
                .collectAsList()
                .stream()
                .map(AnswerReader::read)
                .toList();
    }
}
