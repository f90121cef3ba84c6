package io.runnel.benchmarks.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.benchmarks.measure.Work;
import io.runnel.benchmarks.peers.Peer;
import io.runnel.benchmarks.peers.PeerResult;
import io.runnel.benchmarks.report.Ratio;
import io.runnel.benchmarks.report.SuiteReport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeerTableTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double DOCUMENTS_PER_TOKEN = 0.02;
    private static final int PIECES = 20;

    private final SuiteReport report = new SuiteReport("peers", "How it was measured.");
    private final List<PeerRounds> peers = new ArrayList<>();

    @Test
    void comparesTokensASecondWhateverStretchOfTheCorpusEachSaw() {
        compete(Peer.FLINK_MAP, 0, 1_000, 1_000, 1_000);
        compete(Peer.DJL, 0, 2_500, 2_500, 2_500);
        compete(Peer.ONNXRUNTIME_PYTHON, 0, 4_000, 5_000, 10_000);
        compete(Peer.FLINK_OWN_PACK, 0, 8_000, 8_000, 8_000);
        compete(Peer.OWN_PACK_PYTHON, 0, 12_500, 12_500, 12_500);
        tell();
        // The pipeline has 200 documents a second: 10,000 tokens of the peers.
        assertThat(report.ratios())
                .containsEntry(Ratio.PIPELINE_TO_RECORD_BY_RECORD, 10.0)
                .containsEntry(Ratio.PIPELINE_TO_BEST_PEER, 2.0)
                .containsEntry(Ratio.PIPELINE_TO_BARE_PYTHON_SAME_PACK, 0.8)
                .hasSize(3);
    }

    @Test
    void countsTheGoodRoundsOfAPeerThatFailedInOne() {
        compete(Peer.FLINK_MAP, 0, 1_000, 0, 1_000);
        tell();
        assertThat(report.ratios()).containsEntry(Ratio.PIPELINE_TO_RECORD_BY_RECORD, 10.0);
    }

    @Test
    void leavesOutOfTheFiguresWhoAnswersOtherwise() {
        compete(Peer.FLINK_MAP, 0, 1_000, 1_000, 1_000);
        compete(Peer.DJL, 4, 20_000, 20_000, 20_000);
        compete(Peer.ONNXRUNTIME_PYTHON, 3, 5_000, 5_000, 5_000);
        tell();
        assertThat(report.ratios()).containsEntry(Ratio.PIPELINE_TO_BEST_PEER, 2.0);
        assertThat(report.tables().get(0).rows()).hasSize(3);
        assertThat(report.tables().get(0).rows().get(1)).contains(0.8);
    }

    @Test
    void comparesTheAnswersOfOurPackWithThoseOfOurPack() {
        compete(Peer.FLINK_MAP, 20, 1_000, 1_000, 1_000);
        compete(Peer.FLINK_OWN_PACK, 0, 8_000, 8_000, 8_000);
        compete(Peer.OWN_PACK_PYTHON, 0, 10_000, 10_000, 10_000);
        tell();
        assertThat(report.ratios()).containsEntry(Ratio.PIPELINE_TO_BARE_PYTHON_SAME_PACK, 1.0);
    }

    private void tell() {
        Work pipeline = new Work(2_000, 50_000, 10);
        new PeerTable(peers, List.of(pipeline, pipeline, pipeline), DOCUMENTS_PER_TOKEN)
                .tell(report);
    }

    /** Rounds of a second with so many tokens; the first pieces are answered in another way. */
    private void compete(Peer peer, int different, int... tokens) {
        ObjectNode answers = JSON.createObjectNode();
        ArrayNode byPiece = answers.putArray("by_piece");
        for (int i = 0; i < PIECES; i++) {
            byPiece.addArray().add(i < different ? "other" : "cards").add("neutral").add(2).add(1);
        }
        List<Work> works = Arrays.stream(tokens).mapToObj(some -> new Work(1, some, 1)).toList();
        ObjectNode nothing = JSON.createObjectNode();
        PeerResult last = new PeerResult(peer.label(), works.get(0), nothing, nothing, answers);
        peers.add(new PeerRounds(peer, works, last));
    }
}
