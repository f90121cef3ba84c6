package io.runnel.modelstore.huggingface;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The model types that are understood, named as {@code model_type} in {@code config.json}. */
public enum ModelType {
    BERT("bert", Kind.ENCODER),
    DISTILBERT("distilbert", Kind.ENCODER),
    ROBERTA("roberta", Kind.ENCODER),
    XLM_ROBERTA("xlm-roberta", Kind.ENCODER),
    CAMEMBERT("camembert", Kind.ENCODER),
    /** DeBERTa-v3 too: its version is in its weights. */
    DEBERTA("deberta-v2", Kind.ENCODER),
    ELECTRA("electra", Kind.ENCODER),
    ALBERT("albert", Kind.ENCODER),
    MPNET("mpnet", Kind.ENCODER),
    MODERNBERT("modernbert", Kind.ENCODER),
    T5("t5", Kind.ENCODER_DECODER),
    MT5("mt5", Kind.ENCODER_DECODER),
    BART("bart", Kind.ENCODER_DECODER),
    MBART("mbart", Kind.ENCODER_DECODER),
    PEGASUS("pegasus", Kind.ENCODER_DECODER),
    MARIAN("marian", Kind.ENCODER_DECODER),
    GPT2("gpt2", Kind.DECODER),
    LLAMA("llama", Kind.DECODER),
    MISTRAL("mistral", Kind.DECODER),
    PHI("phi", Kind.DECODER),
    PHI3("phi3", Kind.DECODER),
    GEMMA("gemma", Kind.DECODER),
    GEMMA2("gemma2", Kind.DECODER),
    GEMMA3("gemma3_text", Kind.DECODER),
    QWEN2("qwen2", Kind.DECODER),
    QWEN3("qwen3", Kind.DECODER);

    /** Positions that RoBERTa's relatives count before the first token. */
    private static final int PADDING_POSITIONS = 2;

    private final String label;
    private final Kind kind;

    ModelType(String label, Kind kind) {
        this.label = label;
        this.kind = kind;
    }

    /** The name in {@code config.json}. */
    public String label() {
        return label;
    }

    public Kind kind() {
        return kind;
    }

    /** How many of the positions in {@code config.json} no token can have. */
    int unusablePositions() {
        return switch (this) {
            case ROBERTA, XLM_ROBERTA, CAMEMBERT, MPNET -> PADDING_POSITIONS;
            default -> 0;
        };
    }

    /** The type of this name, if it is understood. */
    static Optional<ModelType> ofLabel(String label) {
        return Arrays.stream(values()).filter(type -> type.label.equals(label)).findFirst();
    }

    /** All names, for messages. */
    static String labels() {
        return Arrays.stream(values()).map(ModelType::label).collect(Collectors.joining(", "));
    }
}
