package io.runnel.jobs;

import io.runnel.schemas.document.Header;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The header of an enriched record that says its generation, for readers that do not open values.
 * Generation 0 has none, so headers are those of the input until somebody enriches it again.
 */
public final class GenerationHeader {
    public static final String NAME = "__runnel.generation";

    private GenerationHeader() {}

    /**
     * These headers with the generation behind them. One of the same name, which an enriched record
     * brings that is read as a document, is left out.
     */
    static List<Header> behind(List<Header> headers, int generation) {
        boolean foreign = headers.stream().anyMatch(header -> header.name().equals(NAME));
        if (generation == 0 && !foreign) {
            return headers;
        }
        List<Header> all = new ArrayList<>(headers);
        all.removeIf(header -> header.name().equals(NAME));
        if (generation > 0) {
            all.add(
                    new Header(
                            NAME, Integer.toString(generation).getBytes(StandardCharsets.UTF_8)));
        }
        return all;
    }
}
