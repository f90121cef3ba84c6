package io.runnel.flink;

import java.io.Serializable;

/** What a job asks of models that are not the bundled pack. */
public record BroughtModels(ZeroShotSettings zeroShot, WritingSettings writing)
        implements Serializable {
    /** Nothing. */
    public static final BroughtModels NONE =
            new BroughtModels(ZeroShotSettings.NONE, WritingSettings.NONE);
}
