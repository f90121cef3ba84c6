"""Reads answers out of an ONNX graph as the engine does: token logits, then the mean over the span asked about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Iterator

import numpy as np
import onnxruntime

from .heads import SALIENCE, Head
from .metrics import log_softmax
from .model import collate
from .row_maker import RowMaker
from .rows import NO_GROUP, Row
from .sampling import cut_by_tokens

BATCH_TOKENS = 4096
SURE = 10.0


def feed_of(batch) -> dict[str, np.ndarray]:
    """Inputs of a graph."""
    return {"input_ids": batch.ids.numpy(), "attention_mask": batch.mask.numpy(), "token_type_ids": batch.types.numpy()}


def row_outputs(session: onnxruntime.InferenceSession, names: list[str], rows: list[Row], heads: dict[str, Head]) -> list[list[np.ndarray]]:
    """For each row its token values of every named output, in the order given, without padding."""
    order = sorted(range(len(rows)), key=lambda i: len(rows[i].ids))
    result: list[list[np.ndarray]] = [[] for _ in rows]
    start = 0
    for batch_rows in cut_by_tokens([rows[i] for i in order], BATCH_TOKENS) if rows else []:
        values = session.run(names, feed_of(collate(batch_rows, heads)))
        for place, row in enumerate(batch_rows):
            result[order[start + place]] = [output[place, : len(row.ids)] for output in values]
        start += len(batch_rows)
    return result


def row_logits(session, head: str, rows: list[Row], heads: dict[str, Head]) -> list[np.ndarray]:
    """Token logits of one head for each row."""
    return [values[0] for values in row_outputs(session, [head], rows, heads)]


def grouped(row: Row, head: str, logits: np.ndarray) -> Iterator[np.ndarray]:
    """Mean logits of every group of a row."""
    groups = np.array(row.questions[head].groups)
    for group in range(len(row.questions[head].targets)):
        yield logits[groups == group].mean(axis=0)


@dataclass(frozen=True)
class DocumentAnswers:
    """What a classifying head says about every chunk of some documents, and how the chunks answer together.

    `means` are the mean logits of the text tokens of all chunks, document after document, [chunks, labels]; `tokens`
    says over how many, and `starts` where each document's chunks begin. Every document has a chunk.
    """

    means: np.ndarray
    tokens: np.ndarray
    starts: np.ndarray

    def probabilities(self, temperature: float) -> np.ndarray:
        """As the engine answers, [documents, labels]: probabilities of each chunk, then their mean weighted by tokens."""
        return self._weighted(np.exp(log_softmax(self.means / temperature)))

    def logits(self) -> np.ndarray:
        """The mean logits of all tokens of each document, [documents, labels]; of one chunk these are the answer."""
        return self._weighted(self.means)

    def _weighted(self, values: np.ndarray) -> np.ndarray:
        sums = np.add.reduceat(values * self.tokens[:, None], self.starts)
        return sums / np.add.reduceat(self.tokens, self.starts)[:, None]


def answers_of(chunks: list[list[np.ndarray]], labels: int) -> DocumentAnswers:
    """The answers of documents from the token logits of their chunks; one without tokens finds all labels as likely."""
    known = [[c for c in own if len(c)] or [np.zeros((1, labels))] for own in chunks]
    flat = [chunk for own in known for chunk in own]
    starts = np.cumsum([0, *(len(own) for own in known[:-1])])
    return DocumentAnswers(np.stack([c.mean(axis=0) for c in flat]), np.array([float(len(c)) for c in flat]), starts)


def document_answers(session, head: str, examples: list[dict], maker: RowMaker, heads: dict[str, Head]) -> DocumentAnswers:
    """Every document read whole, in as many chunks as it needs."""
    chunks = [maker.chunks(head, {**example, "also": {}}) for example in examples]
    logits = iter(row_logits(session, head, [row for rows in chunks for row in rows], heads))
    tokens = [[next(logits)[np.array(row.questions[head].groups) != NO_GROUP] for row in rows] for rows in chunks]
    return answers_of(tokens, len(heads[head].labels))


def packed_logits(session, head: str, examples: list[dict], maker: RowMaker, heads: dict[str, Head]) -> np.ndarray:
    """One answer an example, when many examples share a row (first passage of each only)."""
    rows, row = [], Row()
    for example in examples:
        alone = {**example, "also": {}}
        if not maker.add_example(row, head, alone, 256):
            rows.append(row)
            row = Row()
            if not maker.add_example(row, head, alone, 256):
                raise ValueError(f"an example of {example['dataset']} does not fit an empty row")
    rows.append(row)
    answers = []
    for packed, logits in zip(rows, row_logits(session, head, rows, heads)):
        answers += list(grouped(packed, head, logits))
    return np.stack(answers)


def word_logits(session, examples: list[dict], maker: RowMaker, heads: dict[str, Head], head: str = "entities") -> list[np.ndarray]:
    """Logits of a tagging head at the first piece of every word; a document longer than a row goes on in the next one.

    A word without tokens is surely outside, and ends no row.
    """
    rows: list[Row] = []
    places: list[list[tuple[int, int] | None]] = []
    for example in examples:
        words, found = example["tokens"], []
        while len(found) < len(words):
            row, starts = maker.word_row(words[len(found) :], head)
            last = max((i for i, start in enumerate(starts) if start is not None), default=None)
            if last is None:
                found += [None] * len(starts)
                continue
            found += [None if start is None else (len(rows), start) for start in starts[: last + 1]]
            rows.append(row)
        places.append(found)
    outside = np.zeros(len(heads[head].labels))
    outside[0] = SURE
    logits = row_logits(session, head, rows, heads)
    return [np.stack([outside if place is None else logits[place[0]][place[1]] for place in found]) for found in places]


def sentence_outputs(session, names: list[str], example: dict, maker: RowMaker, heads: dict[str, Head]) -> list[np.ndarray]:
    """Mean values of every named output for every sentence of a document, in order: one matrix an output."""
    rows = maker.salience_rows(example)
    answers: list[list[np.ndarray]] = [[] for _ in names]
    for row, outputs in zip(rows, row_outputs(session, names, rows, heads)):
        for place, values in enumerate(outputs):
            answers[place] += list(grouped(row, SALIENCE, values))
    return [np.stack(values) for values in answers]


def sentence_logits(session, example: dict, maker: RowMaker, heads: dict[str, Head]) -> list[float]:
    """One salience logit for every sentence of a document, in order."""
    return [float(value[0]) for value in sentence_outputs(session, [SALIENCE], example, maker, heads)[0]]
