package io.runnel.jobs.database;

import io.runnel.schemas.document.Enriched;
import org.apache.flink.api.common.functions.MapFunction;

/** Enriched records to rows. */
final class DocumentRowFunction implements MapFunction<Enriched, Row> {
    private static final long serialVersionUID = 1L;

    @Override
    public Row map(Enriched enriched) {
        return DocumentRow.of(enriched);
    }
}
