package io.runnel.jobs.command.demo;

import static io.runnel.schemas.document.DocumentType.INVOICE;
import static io.runnel.schemas.document.DocumentType.TICKET;
import static io.runnel.schemas.document.DocumentType.TRANSCRIPT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.schemas.document.DocumentType;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class FeedPlanTest {
    private final DemoDocuments documents =
            new DemoDocuments(
                    Map.of(
                            INVOICE, records(INVOICE, 10),
                            TRANSCRIPT, records(TRANSCRIPT, 2),
                            TICKET, records(TICKET, 30)),
                    records(TICKET, 4));

    @Test
    void sendsEverythingOnce() {
        FeedPlan plan = FeedPlan.all(documents);
        assertThat(plan).hasSize(46).doesNotHaveDuplicates();
        assertThat(plan.size()).isEqualTo(46);
        assertThat(plan.repeats()).isZero();
    }

    @Test
    void sharesTheWishedNumberEquallyAsFarAsDocumentsGo() {
        FeedPlan plan = FeedPlan.of(documents, 20);
        assertThat(types(plan)).containsEntry(TRANSCRIPT, 2L).containsEntry(INVOICE, 8L);
        assertThat(plan).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void countsMalformedRecordsAmongTheWished() {
        FeedPlan plan = FeedPlan.of(documents, 16);
        assertThat(plan).hasSize(16);
        assertThat(
                        StreamSupport.stream(plan.spliterator(), false)
                                .filter(documents.malformed()::contains))
                .hasSize(2);
    }

    @Test
    void repeatsDocumentsWhenThereAreTooFew() {
        FeedPlan plan = FeedPlan.of(documents, 100);
        assertThat(plan).hasSize(100);
        assertThat(plan.repeats()).isEqualTo(100 - 46);
    }

    @Test
    void sendsEvenOne() {
        assertThat(FeedPlan.of(documents, 1)).hasSize(1);
    }

    @Test
    void letsTypesTakeTurns() {
        List<DocumentType> first =
                StreamSupport.stream(FeedPlan.of(documents, 9).spliterator(), false)
                        .limit(4)
                        .map(FeedRecord::type)
                        .toList();
        assertThat(first).contains(INVOICE, TRANSCRIPT, TICKET);
    }

    private static Map<DocumentType, Long> types(FeedPlan plan) {
        return StreamSupport.stream(plan.spliterator(), false)
                .map(FeedRecord::type)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private static List<FeedRecord> records(DocumentType type, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new FeedRecord(type, null, ("{\"id\":" + i + "}").getBytes(UTF_8)))
                .toList();
    }
}
