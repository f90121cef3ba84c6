package io.runnel.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class ChartTest {
    @Test
    void drawsALineWithAPointForEachMeasurement() throws Exception {
        String svg =
                new LineChart("Speed & <more>", "threads", "tokens/s")
                        .point("a", 1, 10, 9, 11)
                        .point("a", 2, 20)
                        .point("b", 64, 5)
                        .svg();
        Element picture = parsed(svg);
        assertThat(picture.getElementsByTagName("circle").getLength()).isEqualTo(3);
        assertThat(svg).contains("Speed &amp; &lt;more&gt;").doesNotContain("NaN");
    }

    @Test
    void drawsABarOfParts() throws Exception {
        String svg =
                new BarChart("CPU", "share")
                        .part("tickets", "model", 0.8)
                        .part("tickets", "Kafka", 0.2)
                        .part("invoices", "model", 0.9)
                        .svg();
        assertThat(parsed(svg).getElementsByTagName("rect").getLength()).isEqualTo(7);
        assertThat(svg).contains("tickets").contains("Kafka").doesNotContain("NaN");
    }

    @Test
    void drawsNothingOfNothing() throws Exception {
        assertThat(parsed(new LineChart("Empty", "x", "y").svg()).getTagName()).isEqualTo("svg");
    }

    @Test
    void hasRoundTicks() {
        assertThat(Axis.fromZero(23_456, 0, 100).ticks())
                .containsExactly(0.0, 5_000.0, 10_000.0, 15_000.0, 20_000.0, 25_000.0);
        assertThat(new Axis(Axis.Scale.LOGARITHMIC, 1, 64, 0, 100).ticks())
                .containsExactly(1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0);
    }

    private static Element parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
    }
}
