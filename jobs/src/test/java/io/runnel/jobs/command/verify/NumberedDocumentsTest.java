package io.runnel.jobs.command.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.schemas.codec.Decoded;
import io.runnel.schemas.codec.JsonDocumentCodec;
import io.runnel.schemas.document.Origin;
import io.runnel.schemas.document.RejectReason;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class NumberedDocumentsTest {
    private final NumberedDocuments documents = new NumberedDocuments("tickets", 10);

    @Test
    void areGoodTicketsButForOneOfForty() {
        int good = 0;
        Set<RejectReason> reasons = EnumSet.noneOf(RejectReason.class);
        for (int number = 0; number < 400; number++) {
            Decoded<?> decoded =
                    JsonDocumentCodec.tickets()
                            .decode(
                                    new Origin(
                                            "tickets",
                                            0,
                                            number,
                                            0,
                                            null,
                                            List.of(),
                                            documents.record(number).value()));
            if (decoded instanceof Decoded.Refused<?> refused) {
                reasons.add(refused.reject().reason());
            } else {
                good++;
            }
        }
        assertThat(good).isEqualTo(390);
        assertThat(reasons)
                .contains(
                        RejectReason.MALFORMED_BYTES,
                        RejectReason.MISSING_ID,
                        RejectReason.WRONG_TYPE,
                        RejectReason.NOT_UTF8,
                        RejectReason.TOMBSTONE);
    }

    @Test
    void sayTheirNumberInAHeaderAndNoTwoAreEqual() {
        Set<String> texts = new HashSet<>();
        for (int number = 0; number < 39; number++) {
            ProducerRecord<byte[], byte[]> record = documents.record(number);
            assertThat(record.headers().lastHeader(NumberedDocuments.NUMBER).value())
                    .asString()
                    .isEqualTo(Integer.toString(number));
            texts.add(new String(record.value(), StandardCharsets.UTF_8));
        }
        assertThat(texts).hasSize(39);
    }

    @Test
    void haveTheSameKeyEveryTenNumbers() {
        assertThat(documents.record(3).key()).isEqualTo(documents.record(13).key());
        assertThat(documents.record(3).key()).isNotEqualTo(documents.record(4).key());
    }
}
