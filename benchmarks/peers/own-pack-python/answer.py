"""Control (h): our own pack in plain Python, one run for all four tasks, batches by a token budget, a run on every CPU, no stream."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from runnel_peers.contest import BUDGETS, Answer, Contestant, compete, fastest_budget, read_options
from runnel_peers.own_pack import CLASSIFICATION, ENTITIES, SALIENCE, SENTIMENT, OwnPack
from runnel_peers.reading import best_sentences, entity_spans, softmax
from runnel_peers.sessions import Copies, in_parallel
from runnel_peers.texts import batches_by_tokens, sentences
from tokenizers import Encoding

SLICE = 512


class BarePack:
    """A session a thread, with one thread a run; the pool runs as many batches at a time as there are CPUs."""

    def __init__(self, folder: Path, threads: int) -> None:
        self.pack = OwnPack(folder, 1)
        self._copies = Copies(lambda: OwnPack(folder, 1), threads)
        self._budget = BUDGETS[0]
        self._pool = ThreadPoolExecutor(threads)

    def answer(self, texts: list[str]) -> list[Answer]:
        """Answers in the order of the texts."""
        return self._answer(texts, self._budget)

    def tune(self, texts: list[str]) -> dict[str, object]:
        """Chooses the fastest batch budget."""
        self._budget = fastest_budget(texts, self._answer)
        return {"batch": f"up to {self._budget} padded tokens"}

    def _answer(self, texts: list[str], budget: int) -> list[Answer]:
        encodings = self.pack.tokenizer.encode_batch(texts)
        batches = batches_by_tokens([len(encoding) for encoding in encodings], budget)
        return in_parallel(self._pool, lambda batch: self._answer_batch(texts, encodings, batch), batches)

    def _answer_batch(self, texts: list[str], encodings: list[Encoding], batch: list[int]) -> dict[int, Answer]:
        with self._copies.one() as pack:
            logits = pack.run([texts[place] for place in batch], [encodings[place] for place in batch])
        answers = {}
        for row, place in enumerate(batch):
            encoding = encodings[place]
            own = {head: values[row, : len(encoding)] for head, values in logits.items()}
            answers[place] = Answer(
                self._label(CLASSIFICATION, own, encoding),
                self._label(SENTIMENT, own, encoding),
                len(self._entities(own[ENTITIES], encoding)),
                len(self._summary(own[SALIENCE], encoding, texts[place])),
            )
        return answers

    def _label(self, name: str, logits: dict[str, np.ndarray], encoding: Encoding) -> str:
        head = self.pack.heads[name]
        real = np.array(encoding.special_tokens_mask) == 0
        mean = logits[name][real].mean(axis=0) if real.any() else logits[name].mean(axis=0)
        return head.labels[int(softmax(mean / head.temperature).argmax())]

    def _entities(self, logits: np.ndarray, encoding: Encoding) -> list[tuple[str, int, int]]:
        labels = self.pack.heads[ENTITIES].labels
        return entity_spans([labels[number] for number in logits.argmax(axis=-1)], encoding.word_ids, encoding.offsets)

    def _summary(self, logits: np.ndarray, encoding: Encoding, text: str) -> list[tuple[int, int]]:
        scores = 1.0 / (1.0 + np.exp(-logits[:, 0] / self.pack.heads[SALIENCE].temperature))
        return best_sentences(scores, encoding.offsets, sentences(text))


def main() -> None:
    options = read_options(__doc__)
    if options.pack is None:
        raise SystemExit("--pack is missing; this control runs our own pack, such as model-store/models/runnel-base/3.")
    bare = BarePack(options.pack, options.threads)
    settings = {
        "engine": "ONNX Runtime",
        "models": 1,
        "pack": bare.pack.name,
        "precision": bare.pack.precision,
        "runs_at_once": options.threads,
        "intra_op_threads": 1,
        "sessions": options.threads,
        "order": f"longest first within a slice of {SLICE}",
    }
    packages = ("onnxruntime", "tokenizers", "numpy")
    compete(options, Contestant("own-pack-python", settings, packages, bare.answer, SLICE, bare.tune))


if __name__ == "__main__":
    main()
