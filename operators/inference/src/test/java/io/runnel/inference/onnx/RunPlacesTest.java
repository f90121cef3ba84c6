package io.runnel.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.inference.onnx.GraphLoader.LoadedGraph;
import io.runnel.inference.onnx.RunPlaces.Place;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class RunPlacesTest {
    private final LoadedGraph one = new LoadedGraph(null, null, new OpenHandles());
    private final LoadedGraph two = new LoadedGraph(null, null, new OpenHandles());

    @Test
    void runsAtOnceShareTheCopiesEvenly() {
        RunPlaces places = new RunPlaces(List.of(one, two));
        List<LoadedGraph> used =
                List.of(
                        places.take().graph(),
                        places.take().graph(),
                        places.take().graph(),
                        places.take().graph());
        assertThat(used.stream().filter(one::equals)).hasSize(2);
        assertThat(used.stream().filter(two::equals)).hasSize(2);
    }

    @Test
    void aThreadGetsThePlaceThatItHad() {
        RunPlaces places = new RunPlaces(List.of(one, two));
        Place own = places.take();
        Place other = elsewhere(places::take);
        places.giveBack(own);
        places.giveBack(other);
        assertThat(places.take()).isSameAs(own);
        assertThat(elsewhere(places::take)).isSameAs(other);
    }

    @Test
    void memoryOfNoRunUnderWayIsGivenOut() {
        RunPlaces places = new RunPlaces(List.of(one));
        Place first = places.take();
        Place second = places.take();
        assertThat(second.buffers()).isNotSameAs(first.buffers());
        assertThat(second.graph()).isSameAs(first.graph());
    }

    @Test
    void aThreadThatComesLaterTakesWhatIsIdle() {
        RunPlaces places = new RunPlaces(List.of(one));
        Place first = places.take();
        places.giveBack(first);
        assertThat(elsewhere(places::take)).isSameAs(first);
    }

    /** On a thread that is not this one, and always another. */
    private static Place elsewhere(Supplier<Place> take) {
        CompletableFuture<Place> taken = new CompletableFuture<>();
        new Thread(() -> taken.complete(take.get())).start();
        return taken.join();
    }
}
