package io.runnel.peers.djl;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;

import java.util.Arrays;

/**
 * Tokenizes a batch, and reads its logits as plain numbers.
 *
 * <p>DJL's own translators for BERT take softmax and argmax of NDArrays, which ONNX Runtime's
 * engine hands to a second engine; this one needs none and is faster for it.
 */
final class BertTranslator implements NoBatchifyTranslator<String[], Tagged[]> {
    private static final String ENCODINGS = "encodings";
    private static final int WITH_TOKENS = 3;

    private final HuggingFaceTokenizer tokenizer;

    /**
     * @param tokenizer pads to the longest of a batch; shared by all threads
     */
    BertTranslator(HuggingFaceTokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    @Override
    public NDList processInput(TranslatorContext context, String[] texts) {
        Encoding[] encodings = tokenizer.batchEncode(texts);
        context.setAttachment(ENCODINGS, encodings);
        int longest = encodings[0].getIds().length;
        long[] ids = new long[encodings.length * longest];
        long[] mask = new long[ids.length];
        for (int row = 0; row < encodings.length; row++) {
            System.arraycopy(encodings[row].getIds(), 0, ids, row * longest, longest);
            System.arraycopy(encodings[row].getAttentionMask(), 0, mask, row * longest, longest);
        }
        NDManager manager = context.getNDManager();
        Shape shape = new Shape(encodings.length, longest);
        return new NDList(
                named(manager.create(ids, shape), "input_ids"),
                named(manager.create(mask, shape), "attention_mask"),
                named(manager.create(new long[ids.length], shape), "token_type_ids"));
    }

    @Override
    public Tagged[] processOutput(TranslatorContext context, NDList output) {
        Encoding[] encodings = (Encoding[]) context.getAttachment(ENCODINGS);
        NDArray logits = output.get(0);
        Shape shape = logits.getShape();
        int labels = (int) shape.get(shape.dimension() - 1);
        int rows = shape.dimension() == WITH_TOKENS ? (int) shape.get(1) : 1;
        float[] values = logits.toFloatArray();
        Tagged[] answers = new Tagged[encodings.length];
        for (int text = 0; text < answers.length; text++) {
            float[][] own = new float[rows][];
            for (int row = 0; row < rows; row++) {
                int first = (text * rows + row) * labels;
                own[row] = Arrays.copyOfRange(values, first, first + labels);
            }
            answers[text] = new Tagged(encodings[text], own);
        }
        return answers;
    }

    private static NDArray named(NDArray array, String name) {
        array.setName(name);
        return array;
    }
}
