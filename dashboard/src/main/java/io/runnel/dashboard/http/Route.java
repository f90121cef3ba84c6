package io.runnel.dashboard.http;

/**
 * One thing that can be asked.
 *
 * @param path with the names of its parts, such as {@code /api/documents/{type}/{id}}
 * @param mostBytes of the request's body
 */
record Route(String method, String path, Need need, int mostBytes, Endpoint endpoint) {
    private static final int SMALL = 64 * 1024;

    /** What answers. */
    interface Endpoint {
        void answer(Call call) throws Exception;
    }

    static Route get(String path, Endpoint endpoint) {
        return new Route("GET", path, Need.READ, 0, endpoint);
    }

    /** Needs the token; the body is small. */
    static Route post(String path, Endpoint endpoint) {
        return new Route("POST", path, Need.TOKEN, SMALL, endpoint);
    }

    /** The same with a body of so many bytes. */
    Route withMostBytes(int most) {
        return new Route(method, path, need, most, endpoint);
    }
}
