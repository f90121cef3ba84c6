package io.runnel.benchmarks.peers;

import java.util.Locale;
import java.util.Optional;

/** Who competes; their letters are those of the report. */
public enum Peer {
    FLINK_MAP(
            "a", "one fp32 session a task, record by record in a Flink map", Role.RECORD_BY_RECORD),
    FLINK_ASYNC("b", "the same in Flink's asynchronous operator", Role.OTHER_PEER),
    TRANSFORMERS_PYTORCH("c", "transformers pipelines on PyTorch, batched", Role.OTHER_PEER),
    ONNXRUNTIME_PYTHON("d", "ONNX Runtime in Python, int8, batched", Role.OTHER_PEER),
    TRANSFORMERS_JS("e", "transformers.js in Node.js, q8, batched", Role.OTHER_PEER),
    DJL("f", "DJL predictors on ONNX Runtime, batched", Role.OTHER_PEER),
    SPARK_NLP("g", "Spark NLP with the same ONNX graphs", Role.OTHER_PEER),
    OWN_PACK_PYTHON("h", "our pack in plain Python, batched, no stream", Role.BARE_PYTHON),
    FLINK_OWN_PACK("i", "our pack, record by record in Flink", Role.CONTROL);

    private final String letter;
    private final String title;
    private final Role role;

    /** What a peer is compared for. */
    public enum Role {
        /** What tutorials do. */
        RECORD_BY_RECORD,
        /** Four models of its own; the best of these counts. */
        OTHER_PEER,
        /** Our pack without any stream. */
        BARE_PYTHON,
        /** Explains numbers; has no aim. */
        CONTROL
    }

    Peer(String letter, String title, Role role) {
        this.letter = letter;
        this.title = title;
        this.role = role;
    }

    public String letter() {
        return letter;
    }

    public String title() {
        return title;
    }

    public Role role() {
        return role;
    }

    /** Whose answers its own are compared with: that of the same models. */
    public Peer reference() {
        return switch (role) {
            case RECORD_BY_RECORD, OTHER_PEER -> FLINK_MAP;
            case BARE_PYTHON, CONTROL -> FLINK_OWN_PACK;
        };
    }

    /** Its name in results, and of its folder in {@code benchmarks/peers}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** How it answers, where it is a Flink job of ours. */
    Optional<FlinkWay> way() {
        return switch (this) {
            case FLINK_MAP -> Optional.of(FlinkWay.FLINK_MAP);
            case FLINK_ASYNC -> Optional.of(FlinkWay.FLINK_ASYNC);
            case FLINK_OWN_PACK -> Optional.of(FlinkWay.FLINK_OWN_PACK);
            case TRANSFORMERS_PYTORCH,
                    ONNXRUNTIME_PYTHON,
                    TRANSFORMERS_JS,
                    DJL,
                    SPARK_NLP,
                    OWN_PACK_PYTHON ->
                    Optional.empty();
        };
    }
}
