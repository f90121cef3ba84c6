package io.runnel.jobs.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestKeyTest {
    private static final List<String> KNOWN =
            JobOptions.all().stream().map(JobOption::key).toList();

    @ParameterizedTest
    @CsvSource({
        "kafka.bootstrap.servers, kafka.bootstrap-servers",
        "bootstrap-servers, kafka.bootstrap-servers",
        "delivery.garantee, delivery.guarantee",
        "enrichment.cpaacity, enrichment.capacity",
        "kafka.sink.max-record-byte, kafka.sink.max-record-bytes",
        "tasks.summary.maxWords, tasks.summary.max-words",
    })
    void findsWhatWasMeant(String typed, String meant) {
        assertThat(NearestKey.of(typed, KNOWN)).contains(meant);
    }

    @Test
    void suggestsNothingWhereNothingIsNear() {
        assertThat(NearestKey.of("parallelism", KNOWN)).isEmpty();
    }
}
