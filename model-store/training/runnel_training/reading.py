"""Reads answers out of an ONNX graph as the engine does: token logits, then the mean over the span asked about."""

from __future__ import annotations

from typing import Iterator

import numpy as np
import onnxruntime

from .model import collate
from .rows import NO_GROUP, Row, RowMaker
from .sampling import cut_by_tokens
from .heads import Head

BATCH_TOKENS = 4096


def row_logits(session: onnxruntime.InferenceSession, head: str, rows: list[Row], heads: dict[str, Head]) -> list[np.ndarray]:
    """Token logits of each row, in the order given, without padding."""
    order = sorted(range(len(rows)), key=lambda i: len(rows[i].ids))
    result: list[np.ndarray] = [np.empty(0)] * len(rows)
    start = 0
    for batch_rows in cut_by_tokens([rows[i] for i in order], BATCH_TOKENS) if rows else []:
        batch = collate(batch_rows, heads)
        feed = {"input_ids": batch.ids.numpy(), "attention_mask": batch.mask.numpy()}
        logits = session.run([head], feed)[0]
        for place, row in enumerate(batch_rows):
            result[order[start + place]] = logits[place, : len(row.ids)]
        start += len(batch_rows)
    return result


def grouped(row: Row, logits: np.ndarray) -> Iterator[np.ndarray]:
    """Mean logits of every group of a row."""
    groups = np.array(row.groups)
    for group in range(len(row.targets)):
        yield logits[groups == group].mean(axis=0)


def document_logits(session, head: str, examples: list[dict], maker: RowMaker, heads: dict[str, Head]) -> np.ndarray:
    """One answer a document: the mean over the text tokens of all its chunks."""
    chunks = [maker.chunks(head, example) for example in examples]
    flat = [row for rows in chunks for row in rows]
    logits = iter(row_logits(session, head, flat, heads))
    answers = []
    for rows in chunks:
        tokens = [next(logits)[np.array(row.groups) != NO_GROUP] for row in rows]
        answers.append(np.concatenate(tokens).mean(axis=0) if tokens else np.zeros(len(heads[head].labels)))
    return np.stack(answers)


def packed_logits(session, head: str, examples: list[dict], maker: RowMaker, heads: dict[str, Head]) -> np.ndarray:
    """One answer an example, when many examples share a row (first passage of each only)."""
    rows, row = [], Row(head)
    for example in examples:
        if not maker.add_example(row, example, 256):
            rows.append(row)
            row = Row(head)
            if not maker.add_example(row, example, 256):
                raise ValueError(f"an example of {example['dataset']} does not fit an empty row")
    rows.append(row)
    answers = []
    for packed, logits in zip(rows, row_logits(session, head, rows, heads)):
        answers += list(grouped(packed, logits))
    return np.stack(answers)


def word_logits(session, examples: list[dict], maker: RowMaker, heads: dict[str, Head]) -> list[np.ndarray]:
    """Entity logits at the first piece of every word; a word without pieces or beyond the row gets a sure O."""
    rows, places = [], []
    for example in examples:
        row = Row("entities")
        ids, firsts = maker.word_starts(example["tokens"], row.room())
        row.add_passage(ids, [NO_GROUP] * len(ids))
        rows.append(row)
        places.append(firsts)
    outside = np.zeros(len(heads["entities"].labels))
    outside[0] = 10.0
    return [
        np.stack([logits[1 + first] if first is not None else outside for first in firsts])
        for logits, firsts in zip(row_logits(session, "entities", rows, heads), places)
    ]


def sentence_logits(session, example: dict, maker: RowMaker, heads: dict[str, Head]) -> list[float]:
    """One salience logit for every sentence of a document, in order."""
    rows = maker.salience_rows(example)
    answers: list[float] = []
    for row, logits in zip(rows, row_logits(session, "salience", rows, heads)):
        answers += [float(value[0]) for value in grouped(row, logits)]
    return answers
