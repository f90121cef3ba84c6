package io.runnel.jobs.deploy;

import io.runnel.jobs.options.Arguments;
import io.runnel.jobs.options.EffectiveOptions;
import io.runnel.jobs.options.JobSettings;
import io.runnel.jobs.options.RepositoryRoot;
import java.util.List;
import java.util.Map;

/** The settings of a job that is submitted in the image, by our own options code. */
final class DeployedJob {
    private static final String CONFIGURATIONS = "/opt/runnel/conf/";

    private DeployedJob() {}

    /**
     * What these arguments mean.
     *
     * @throws io.runnel.jobs.options.OptionMistakes if they mean nothing
     */
    static JobSettings settings(List<String> arguments) {
        List<String> here =
                arguments.stream()
                        .map(
                                argument ->
                                        argument.replace(
                                                CONFIGURATIONS,
                                                RepositoryRoot.resolve("deploy/conf") + "/"))
                        .toList();
        return JobSettings.of(EffectiveOptions.of(Arguments.parse(here), Map.of()));
    }
}
