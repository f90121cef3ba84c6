"""Contestant (d): plain ONNX Runtime in Python, four int8 models, batches by a token budget, a run on every CPU."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from runnel_peers.contest import BUDGETS, Answer, Contestant, compete, fastest_budget, read_options
from runnel_peers.reading import best_sentences, entity_spans, softmax
from runnel_peers.sessions import Copies, feed, in_parallel, open_session, open_tokenizer, read_labels
from runnel_peers.texts import batches_by_tokens, sentences
from tokenizers import Encoding

GRAPH = "onnx/model_quantized.onnx"
SLICE = 512
TASKS = ("classification", "sentiment", "entities", "summary")


class FourModels:
    """Four sessions a thread; the pool runs as many batches at a time as there are CPUs, each on one thread.

    The four models have one tokenizer, so each text is tokenized once.
    """

    def __init__(self, models: Path, threads: int) -> None:
        self._budget = BUDGETS[0]
        self._pool = ThreadPoolExecutor(threads)
        self._tokenizer = open_tokenizer(models / TASKS[0])
        self._sessions = Copies(lambda: {task: open_session(models / task / GRAPH, 1) for task in TASKS}, threads)
        self._labels = {task: read_labels(models / task) for task in TASKS}

    def answer(self, texts: list[str]) -> list[Answer]:
        """Answers in the order of the texts."""
        return self._answer(texts, self._budget)

    def tune(self, texts: list[str]) -> dict[str, object]:
        """Chooses the fastest batch budget."""
        self._budget = fastest_budget(texts, self._answer)
        return {"batch": f"up to {self._budget} padded tokens"}

    def _answer(self, texts: list[str], budget: int) -> list[Answer]:
        rows = self._tokenizer.encode_batch(texts)
        batches = batches_by_tokens([len(row) for row in rows], budget)
        return in_parallel(self._pool, lambda batch: self._answer_batch(texts, rows, batch), batches)

    def _answer_batch(self, texts: list[str], encodings: list[Encoding], batch: list[int]) -> dict[int, Answer]:
        chosen = [texts[place] for place in batch]
        rows = [encodings[place] for place in batch]
        inputs = feed(rows)
        with self._sessions.one() as sessions:
            classes, sentiments, tags, salience = (sessions[task].run(["logits"], inputs)[0] for task in TASKS)
        answers = {}
        for row, place in enumerate(batch):
            answers[place] = Answer(
                self._label("classification", classes[row]),
                self._label("sentiment", sentiments[row]),
                len(self._entities(tags[row], rows[row])),
                len(self._summary(chosen[row], salience[row], rows[row])),
            )
        return answers

    def _label(self, task: str, logits: np.ndarray) -> str:
        return self._labels[task][int(softmax(logits).argmax())]

    def _entities(self, logits: np.ndarray, row: Encoding) -> list[tuple[str, int, int]]:
        best = logits[: len(row)].argmax(axis=-1)
        return entity_spans([self._labels["entities"][number] for number in best], row.word_ids, row.offsets)

    @staticmethod
    def _summary(text: str, logits: np.ndarray, row: Encoding) -> list[tuple[int, int]]:
        return best_sentences(softmax(logits[: len(row)])[:, 1], row.offsets, sentences(text))


def main() -> None:
    options = read_options(__doc__)
    models = FourModels(options.models, options.threads)
    settings = {
        "engine": "ONNX Runtime",
        "models": 4,
        "precision": "int8, dynamic, per channel",
        "runs_at_once": options.threads,
        "intra_op_threads": 1,
        "sessions_per_model": options.threads,
        "order": f"longest first within a slice of {SLICE}",
    }
    packages = ("onnxruntime", "tokenizers", "numpy")
    compete(options, Contestant("onnxruntime-python", settings, packages, models.answer, SLICE, models.tune))


if __name__ == "__main__":
    main()
