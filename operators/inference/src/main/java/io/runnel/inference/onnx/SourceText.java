package io.runnel.inference.onnx;

/**
 * What is given to a model that writes, for one text: tokens, padded in front or behind by who
 * makes it, and which of them count.
 *
 * @param ids of one length in all texts of a batch
 * @param firstPlace the first token that counts
 * @param endPlace behind the last one
 */
@SuppressWarnings("ArrayRecordComponent") // made once, never changed, never compared
public record SourceText(int[] ids, int firstPlace, int endPlace) {
    long mask(int place) {
        return place >= firstPlace && place < endPlace ? 1 : 0;
    }
}
