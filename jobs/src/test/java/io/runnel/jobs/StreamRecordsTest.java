package io.runnel.jobs;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.runnel.jobs.database.Row;
import io.runnel.schemas.document.Enriched;
import io.runnel.schemas.document.Invoice;
import io.runnel.schemas.document.Origin;
import io.runnel.schemas.document.Outcome;
import io.runnel.schemas.document.Reject;
import io.runnel.schemas.document.Ticket;
import io.runnel.schemas.document.Transcript;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamRecordsTest {
    @ParameterizedTest
    @ValueSource(
            classes = {
                Origin.class,
                Invoice.class,
                Transcript.class,
                Ticket.class,
                Enriched.class,
                Outcome.class,
                Reject.class,
                EncodedRecord.class,
                Row.class
            })
    void needNoKryo(Class<?> record) {
        Configuration strict = new Configuration();
        strict.set(PipelineOptions.GENERIC_TYPES, false);

        assertThatCode(
                        () ->
                                TypeInformation.of(record)
                                        .createSerializer(new SerializerConfigImpl(strict)))
                .doesNotThrowAnyException();
    }
}
