package io.runnel.inference.generate;

/**
 * What texts that are written at once take.
 *
 * @param rows of batches
 * @param bytes outside of the heap
 */
record Room(int rows, long bytes) {
    static final Room NOTHING = new Room(0, 0);
}
