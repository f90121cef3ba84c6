"""Contestant (d): plain ONNX Runtime in Python, four int8 models, batches of like length, a run on every CPU."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from runnel_peers.contest import Answer, Contestant, compete, read_options
from runnel_peers.reading import best_sentences, entity_spans, softmax
from runnel_peers.sessions import feed, in_parallel, open_session, open_tokenizer, read_labels
from runnel_peers.texts import batches_by_length, sentences
from tokenizers import Encoding

GRAPH = "onnx/model_quantized.onnx"
BATCH = 8


class FourModels:
    """Four sessions with one thread a run; the pool runs as many batches at a time as there are CPUs."""

    def __init__(self, models: Path, threads: int, batch: int) -> None:
        self._batch = batch
        self._pool = ThreadPoolExecutor(threads)
        tasks = ("classification", "sentiment", "entities", "summary")
        self._tokenizers = {task: open_tokenizer(models / task) for task in tasks}
        self._sessions = {task: open_session(models / task / GRAPH, 1) for task in tasks}
        self._labels = {task: read_labels(models / task) for task in tasks}

    def answer(self, texts: list[str]) -> list[Answer]:
        """Answers in the order of the texts."""
        batches = batches_by_length([len(text) for text in texts], self._batch)
        return in_parallel(self._pool, lambda batch: self._answer_batch(texts, batch), batches)

    def _answer_batch(self, texts: list[str], batch: list[int]) -> dict[int, Answer]:
        chosen = [texts[place] for place in batch]
        classes, _ = self._run("classification", chosen)
        sentiments, _ = self._run("sentiment", chosen)
        tags, rows = self._run("entities", chosen)
        salience, summary_rows = self._run("summary", chosen)
        answers = {}
        for row, place in enumerate(batch):
            answers[place] = Answer(
                self._label("classification", classes[row]),
                self._label("sentiment", sentiments[row]),
                len(self._entities(tags[row], rows[row])),
                len(self._summary(chosen[row], salience[row], summary_rows[row])),
            )
        return answers

    def _run(self, task: str, texts: list[str]) -> tuple[np.ndarray, list[Encoding]]:
        rows = self._tokenizers[task].encode_batch(texts)
        return self._sessions[task].run(["logits"], feed(rows))[0], rows

    def _label(self, task: str, logits: np.ndarray) -> str:
        return self._labels[task][int(softmax(logits).argmax())]

    def _entities(self, logits: np.ndarray, row: Encoding) -> list[tuple[str, int, int]]:
        best = logits[: len(row)].argmax(axis=-1)
        return entity_spans([self._labels["entities"][number] for number in best], row.word_ids, row.offsets)

    @staticmethod
    def _summary(text: str, logits: np.ndarray, row: Encoding) -> list[tuple[int, int]]:
        return best_sentences(softmax(logits[: len(row)])[:, 1], row.offsets, sentences(text))


def main() -> None:
    options = read_options(__doc__, BATCH)
    models = FourModels(options.models, options.threads, options.batch)
    settings = {
        "engine": "ONNX Runtime",
        "models": 4,
        "precision": "int8, dynamic, per channel",
        "runs_at_once": options.threads,
        "intra_op_threads": 1,
        "order": "by length within a slice of 128",
    }
    compete(options, Contestant("onnxruntime-python", settings, ("onnxruntime", "tokenizers", "numpy"), models.answer))


if __name__ == "__main__":
    main()
