"""Contestant (c): transformers pipelines on PyTorch, four fp32 models, batched."""

from __future__ import annotations

from pathlib import Path

import torch
from runnel_peers.contest import Answer, Contestant, compete, read_options
from runnel_peers.reading import SUMMARY_SENTENCES
from runnel_peers.texts import batches_by_length, sentences
from transformers import pipeline

BATCH = 8
SALIENT = "salient"


class Pipelines:
    """A pipeline a task, called with lists of texts and a batch size."""

    def __init__(self, models: Path, batch: int) -> None:
        settings = {"device": "cpu", "dtype": torch.float32, "batch_size": batch}
        self._classification = pipeline("text-classification", model=str(models / "classification"), **settings)
        self._sentiment = pipeline("text-classification", model=str(models / "sentiment"), **settings)
        self._entities = pipeline(
            "token-classification", model=str(models / "entities"), aggregation_strategy="first", **settings
        )
        self._salience = pipeline("token-classification", model=str(models / "summary"), ignore_labels=[], **settings)
        self.attention = str(self._classification.model.config._attn_implementation)

    def answer(self, texts: list[str]) -> list[Answer]:
        """Answers in the order of the texts; sorted by length first, so that batches hold little padding."""
        order = batches_by_length([len(text) for text in texts], len(texts))[0]
        chosen = [texts[place] for place in order]
        found = zip(
            self._classification(chosen, truncation=True),
            self._sentiment(chosen, truncation=True),
            self._entities(chosen),
            self._salience(chosen),
            chosen,
        )
        answers = [
            Answer(label["label"], sentiment["label"], len(entities), len(best(text, tokens)))
            for label, sentiment, entities, tokens, text in found
        ]
        return [answer for _, answer in sorted(zip(order, answers), key=lambda pair: pair[0])]


def best(text: str, tokens: list[dict]) -> list[tuple[int, int]]:
    """The sentences with the highest mean probability of `salient`."""
    means: dict[tuple[int, int], float] = {}
    for start, end in sentences(text):
        scores = [salience(token) for token in tokens if start <= token["start"] < end]
        means[start, end] = sum(scores) / len(scores) if scores else 0.0
    return sorted(sorted(means, key=means.__getitem__, reverse=True)[:SUMMARY_SENTENCES])


def salience(token: dict) -> float:
    """Probability of `salient`, of two labels."""
    return token["score"] if token["entity"] == SALIENT else 1.0 - token["score"]


def main() -> None:
    options = read_options(__doc__, BATCH)
    torch.set_num_threads(options.threads)
    pipelines = Pipelines(options.models, options.batch)
    settings = {
        "engine": "PyTorch",
        "models": 4,
        "precision": "fp32",
        "intra_op_threads": torch.get_num_threads(),
        "attention": pipelines.attention,
        "order": "by length within a slice of 128",
    }
    compete(options, Contestant("transformers-pytorch", settings, ("transformers", "torch", "tokenizers"), pipelines.answer))


if __name__ == "__main__":
    main()
