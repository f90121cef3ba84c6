package io.runnel.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReasonsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Node.js is missing.|Node.js is missing.",
                "'first line\nsecond line'|first line",
                "No file /home/me/checkout/benchmarks/peers/djl/run here.|No file benchmarks/peers/djl/run here.",
                "Cannot write /tmp/x/quick|Cannot write quick",
                "Could not reach https://registry.example/simple/torch/: refused|Could not reach (an address): refused",
                "Pool(host='pypi.example', port=443)|Pool(a host, port=443)",
                "documents/s and 1/2 stay|documents/s and 1/2 stay",
                "./runnel bench --results /tmp/x/quick --quick|./runnel bench --results quick --quick"
            })
    void tellsAReasonWithoutTheMachine(String reason, String clean) {
        assertThat(Reasons.clean(reason)).isEqualTo(clean);
    }
}
