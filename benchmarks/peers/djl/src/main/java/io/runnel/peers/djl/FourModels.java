package io.runnel.peers.djl;

import ai.djl.MalformedModelException;
import ai.djl.repository.zoo.ModelNotFoundException;

import java.io.IOException;
import java.nio.file.Path;

/** A model for each task. */
record FourModels(
        TaskModel classification, TaskModel sentiment, TaskModel entities, TaskModel summary) {
    static FourModels load(Path models)
            throws IOException, ModelNotFoundException, MalformedModelException {
        return new FourModels(
                TaskModel.load(models.resolve("classification")),
                TaskModel.load(models.resolve("sentiment")),
                TaskModel.load(models.resolve("entities")),
                TaskModel.load(models.resolve("summary")));
    }
}
