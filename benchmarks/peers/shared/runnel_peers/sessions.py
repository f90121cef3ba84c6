"""ONNX Runtime sessions and their inputs, as its Python documentation shows them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from typing import Generic, TypeVar

import numpy as np
import onnxruntime
from tokenizers import Encoding, Tokenizer

T = TypeVar("T")
S = TypeVar("S")


def open_session(path: Path, intra_op_threads: int) -> onnxruntime.InferenceSession:
    """A CPU session with that many threads for each run."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = intra_op_threads
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def open_tokenizer(folder: Path) -> Tokenizer:
    """The tokenizer of a model folder, without truncation and padding."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def read_labels(folder: Path) -> list[str]:
    """The labels of a model folder's config.json, in the order of its logits."""
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    return [config["id2label"][str(number)] for number in range(len(config["id2label"]))]


def padded(rows: Sequence[Sequence[int]]) -> np.ndarray:
    """Rows of one length, zeros behind their ends."""
    values = np.zeros((len(rows), max(map(len, rows))), dtype=np.int64)
    for place, row in enumerate(rows):
        values[place, : len(row)] = row
    return values


def feed(encodings: Sequence[Encoding], token_types: Sequence[Sequence[int]] | None = None) -> dict[str, np.ndarray]:
    """The three inputs of a BERT graph."""
    ids = padded([encoding.ids for encoding in encodings])
    types = np.zeros_like(ids) if token_types is None else padded(token_types)
    return {
        "input_ids": ids,
        "attention_mask": padded([encoding.attention_mask for encoding in encodings]),
        "token_type_ids": types,
    }


class Copies(Generic[S]):
    """As many copies of something as threads use it at once: threads that share a session hand its memory around."""

    def __init__(self, make: Callable[[], S], count: int) -> None:
        self._idle: SimpleQueue[S] = SimpleQueue()
        for _ in range(count):
            self._idle.put(make())

    @contextmanager
    def one(self) -> Iterator[S]:
        """A copy that nobody else uses meanwhile."""
        copy = self._idle.get()
        try:
            yield copy
        finally:
            self._idle.put(copy)


def in_parallel(pool: ThreadPoolExecutor, work: Callable[[list[int]], dict[int, T]], batches: list[list[int]]) -> list[T]:
    """Does all batches, as many at a time as the pool has threads; results in the order of the places."""
    results: dict[int, T] = {}
    for found in pool.map(work, batches):
        results |= found
    return [results[place] for place in range(len(results))]
