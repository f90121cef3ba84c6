package io.runnel.dashboard.http;

/** A request that is not answered as asked: a status, and a sentence on what to do. */
public final class HttpProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    public HttpProblem(int status, String message) {
        super(message);
        this.status = status;
    }

    /** Something was asked wrongly. */
    static HttpProblem wrong(String message) {
        return new HttpProblem(400, message);
    }

    /** There is no such thing. */
    static HttpProblem missing(String message) {
        return new HttpProblem(404, message);
    }

    int status() {
        return status;
    }
}
