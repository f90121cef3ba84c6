package io.runnel.dashboard.http;

import io.runnel.dashboard.store.Place;

/** The place of a dead letter in the path of a request. */
final class RejectPlace {
    private RejectPlace() {}

    static Place of(Call call) {
        try {
            return new Place(
                    call.part("topic"),
                    Integer.parseInt(call.part("partition")),
                    Long.parseLong(call.part("offset")));
        } catch (NumberFormatException e) {
            throw HttpProblem.wrong(
                    "Expected /api/rejects/TOPIC/PARTITION/OFFSET with numbers for the last two.");
        }
    }
}
