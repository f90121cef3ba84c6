package io.runnel.jobs.options;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What tests say to a job, and what it makes of it. */
final class GivenOptions {
    private static final List<String> NEEDED =
            List.of(
                    "--type=ticket",
                    "--kafka.bootstrap-servers=kafka:9092",
                    "--delivery.transactional-id-prefix=runnel");

    private GivenOptions() {}

    /** The settings of a job with these arguments beside the needed ones. */
    static JobSettings settings(String... more) {
        return JobSettings.of(options(with(more)));
    }

    /** What is wrong with exactly these arguments. */
    static OptionMistakes mistakesOf(String... arguments) {
        return catchThrowableOfType(OptionMistakes.class, () -> JobSettings.of(options(arguments)));
    }

    /** These arguments, and those that every job needs unless they are among them. */
    static String[] with(String... more) {
        List<String> needed =
                new ArrayList<>(
                        NEEDED.stream()
                                .filter(
                                        argument ->
                                                List.of(more).stream()
                                                        .noneMatch(
                                                                other ->
                                                                        key(other)
                                                                                .equals(
                                                                                        key(
                                                                                                argument))))
                                .toList());
        needed.addAll(List.of(more));
        return needed.toArray(String[]::new);
    }

    private static String key(String argument) {
        return argument.substring(0, argument.indexOf('='));
    }

    static EffectiveOptions options(String... arguments) {
        return EffectiveOptions.of(Arguments.parse(List.of(arguments)), Map.of());
    }
}
