package io.runnel.inference.onnx;

/** There is no direct memory for an input or output of a run. A smaller run may have enough. */
final class RunMemoryException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param name of the input or output
     */
    RunMemoryException(String name, long bytes, Throwable cause) {
        super(bytes + " bytes for '" + name + "' are not to be had: " + cause.getMessage(), cause);
    }
}
