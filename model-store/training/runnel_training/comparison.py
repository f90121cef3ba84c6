"""What the stages `variants` and `trim` share: two ways to answer the same calibration rows, compared head by head."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator

import numpy as np
import onnxruntime
from seqeval.metrics.sequence_labeling import get_entities
from sklearn.metrics import roc_auc_score

from .datasets import read_prepared, sample
from .decoding import likeliest_tags
from .field_reading import field_answers
from .heads import ENTITIES, SALIENCE, SENTENCE_SALIENCE, Head, load_heads
from .metrics import restricted
from .model import load_tokenizer
from .pack import measured
from .reading import document_answers, sentence_outputs, word_logits
from .receipt_tags import spans_of
from .row_maker import RowMaker
from .tagged import matches, tagged
from .train import checkpoint_path

CHARACTERS = 400  # of a data set, for every row that it may have: meetings are long
WHOLE_SUMMARY = 1.0  # the mark of a sentence that the oracle picked for the summary, not for a query
DRAWS = 400

Examples = dict[str, list[dict]]


@dataclass(frozen=True)
class Answered:
    """Answers to some documents.

    `values` has one matrix a document: an answer in each row (one, or one a word or sentence), in each column a logit
    divided by the temperature. `counts` are hits, proposed and wanted of every document, [documents, 3].
    """

    values: list[np.ndarray]
    counts: np.ndarray


@dataclass(frozen=True)
class Asker:
    """Asks graphs about prepared rows, as the engine would."""

    maker: RowMaker
    heads: dict[str, Head]
    temperatures: dict[str, float]

    @classmethod
    def open(cls, work: Path) -> "Asker":
        """With the whole tokenizer and the temperatures of the work folder."""
        heads = load_heads()
        return cls(RowMaker(load_tokenizer(), heads), heads, measured(work, "temperatures.json", "calibrate"))

    def ask(self, session, name: str, rows: list[dict]) -> Answered:
        """The answers of one head."""
        values = [own / self.temperatures[name] for own in self._logits(session, self.heads[name], rows)]
        found = [document_counts(self.heads[name], row, own) for row, own in zip(rows, values)]
        return Answered(values, np.array(found, dtype=float))

    def _logits(self, session, head: Head, rows: list[dict]) -> list[np.ndarray]:
        if head.tagging:
            return word_logits(session, rows, self.maker, self.heads, head.name)
        if head.task == SENTENCE_SALIENCE:
            return [sentence_outputs(session, [SALIENCE], row, self.maker, self.heads)[0] for row in rows]
        return list(document_answers(session, head.name, rows, self.maker, self.heads).logits()[:, None])


def begun(path: Path, work: Path, most: int) -> dict:
    """What an earlier run with the same checkpoint and limit wrote; else an empty result."""
    state = {"checkpoint": checkpoint_path(work).stat().st_mtime_ns, "most": most}
    saved = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return saved if saved.get("state") == state else {"state": state}


def write_found(path: Path, found: dict) -> None:
    """Writes a result so that an interruption leaves the old one."""
    part = path.with_suffix(".part")
    part.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    os.replace(part, path)


def session_of(graph: bytes, threads: int) -> onnxruntime.InferenceSession:
    """A CPU session of a graph in memory."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])


def calibration_rows(work: Path, heads: dict[str, Head], most: int) -> Examples:
    """At most that many calibration rows of every data set, and fewer of long ones."""
    return {name: within(sample(read_prepared(work, name, "calibration"), most), most * CHARACTERS) for name in heads}


def within(rows: list[dict], characters: int) -> list[dict]:
    """The first rows of every data set that fit; where none does, the shortest one."""
    chosen: list[dict] = []
    for dataset in dict.fromkeys(row["dataset"] for row in rows):
        own = [(sum(map(len, texts_of(row))), row) for row in rows if row["dataset"] == dataset]
        left, fitting = characters, []
        for length, row in own:
            if length <= left:
                fitting.append(row)
                left -= length
        chosen += fitting or [min(own, key=lambda pair: pair[0])[1]]
    return chosen


def texts_of(row: dict) -> Iterator[str]:
    """Everything that a prepared row says; words of a tagged row are joined by spaces."""
    if "turns" in row:
        yield from (sentence for turn in row["turns"] for sentence in turn)
    elif "passages" in row:
        yield from row["passages"]
    else:
        yield " ".join(row["tokens"])


def document_counts(head: Head, row: dict, values: np.ndarray) -> tuple[float, float, float]:
    """Right answers and spans as `evaluate` counts them; for salience the area under the curve counts as hits."""
    if head.task == SENTENCE_SALIENCE:
        salient = np.array([mark for turn in row["marks"] for mark in turn]) >= WHOLE_SUMMARY
        return (float(roc_auc_score(salient, values[:, 0])), 1, 1) if 0 < salient.sum() < len(salient) else (0, 0, 0)
    if not head.tagging:
        return float(head.labels[int(values[0].argmax())] in row["labels"]), 1, 1
    gold = tagged(head.name, row)
    if head.name == ENTITIES:
        answer = restricted(likeliest_tags(head.labels, values), gold.types, gold.ignored)
        proposed, wanted = set(get_entities(answer)), set(get_entities(gold.tags))
        return len(proposed & wanted), len(proposed), len(wanted)
    printed: dict[str, set[str]] = {}
    for name, first, end in spans_of(gold.tags):
        printed.setdefault(name, set()).add(" ".join(gold.tokens[first:end]))
    found = field_answers(values, head.labels, gold.tokens, gold.lines).items()
    judged = matches({name: text for name, (text, _) in found if name in printed or name not in gold.values}, printed)
    return judged["hits"], judged["answered"], judged["wanted"]


def points(found: np.ndarray) -> float:
    """The score of documents with these counts: F1 in percent, which for one answer a document is accuracy."""
    hits, proposed, wanted = found.sum(axis=-2).T
    return 100 * 2 * hits / np.maximum(proposed + wanted, 1e-9)


def difference(base: np.ndarray, other: np.ndarray) -> dict[str, float]:
    """The score of `base`, by how many points `other` is above it on the same documents, and the standard error of that (bootstrap)."""
    draws = np.random.default_rng(6).integers(0, len(base), (DRAWS, len(base)))
    error = np.std(points(other[draws]) - points(base[draws]))
    found = {"score": points(base), "difference": points(other) - points(base), "error": error}
    return {name: round(float(value), 3) for name, value in found.items()}


def agreement(head: Head, base: list[np.ndarray], other: list[np.ndarray]) -> float:
    """Part of the answers with the same top label; for salience the correlation."""
    left, right = np.concatenate(base), np.concatenate(other)
    if head.task == SENTENCE_SALIENCE:
        return float(np.corrcoef(left[:, 0], right[:, 0])[0, 1])
    return float(np.mean(left.argmax(axis=1) == right.argmax(axis=1)))


def change(base: list[np.ndarray], other: list[np.ndarray]) -> float:
    """Root mean square of the change of a logit, as part of the logits' standard deviation."""
    left, right = np.concatenate(base), np.concatenate(other)
    return float(np.sqrt(np.square(left - right).mean()) / left.std())
