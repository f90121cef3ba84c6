package io.runnel.dashboard.http;

import java.util.ArrayList;
import java.util.List;

/** Everything that can be asked under {@code /api}; openapi.json describes it. */
final class Api {
    private final Services services;

    Api(Services services) {
        this.services = services;
    }

    List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        routes.addAll(new ReadEndpoints(services).routes());
        routes.addAll(new WriteEndpoints(services).routes());
        routes.addAll(new SqlEndpoints(services).routes());
        return routes;
    }
}
