package io.runnel.dashboard.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListenerTest {
    private final SlowLine line = new SlowLine();
    private final Listener listener = new Listener(line);

    @Test
    void keepsNothingWaitingForAConnectionThatDoesNotTakeIt() {
        for (int second = 0; second < 10_000; second++) {
            listener.tell("news of second " + second);
        }
        assertThat(line.sent).containsExactly("news of second 0");
    }

    @Test
    void tellsTheNewestOnceTheLastIsWritten() {
        listener.tell("first");
        listener.tell("missed");
        line.write();
        listener.tell("newest");
        assertThat(line.sent).containsExactly("first", "newest");
    }

    @Test
    void tellsEverythingToAConnectionThatIsQuickEnough() {
        for (String news : List.of("a", "b", "c")) {
            listener.tell(news);
            line.write();
        }
        assertThat(line.sent).containsExactly("a", "b", "c");
    }

    /** Writes when it is told to. */
    private static final class SlowLine implements Listener.Line {
        private final List<String> sent = new ArrayList<>();
        private final Deque<Runnable> writing = new ArrayDeque<>();

        @Override
        public void send(String news, Runnable ended) {
            sent.add(news);
            writing.add(ended);
        }

        void write() {
            writing.remove().run();
        }
    }
}
