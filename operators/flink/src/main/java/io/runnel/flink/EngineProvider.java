package io.runnel.flink;

import io.runnel.inference.EngineSettings;
import io.runnel.inference.InferenceEngine;
import java.io.Serializable;

/**
 * Where an operator gets its share of the engine from; it travels with the job, so it must be
 * serializable.
 */
@FunctionalInterface
public interface EngineProvider extends Serializable {
    /** The engine of this process. */
    EngineProvider OF_PROCESS = InferenceEngine::acquire;

    /** A share of an engine with these settings; the caller closes it. */
    InferenceEngine.Lease acquire(EngineSettings settings);
}
