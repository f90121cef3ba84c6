"""Stage `calibrate`: one temperature a head, from the int8 graph's answers on the split cut from train."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from .datasets import read_prepared, sample, set_weights
from .export import graph_path, open_session
from .heads import ENTITIES, SALIENCE, Head, load_heads
from .metrics import best_temperature, log_softmax
from .model import load_tokenizer
from .reading import document_answers, sentence_logits, word_logits
from .row_maker import RowMaker
from .rows import NO_GROUP

MOST_PER_DATASET = 900
LEAST = 1e-12  # least probability that a logarithm is taken of


def pooled_temperature(session, head: Head, rows: list[dict], maker: RowMaker, heads) -> float:
    """Least cross-entropy over documents, of the probabilities that the engine gives a whole document; data sets weigh the same."""
    answers = document_answers(session, head.name, rows, maker, heads)
    targets = np.array([maker.target(head.name, row["labels"]) for row in rows])
    right = targets > 0  # any label of the document is a right answer
    weights = set_weights(rows)
    return best_temperature(lambda t: -(np.log((answers.probabilities(t) * right).sum(axis=1).clip(LEAST)) * weights).mean())


def tagging_temperature(session, head: Head, rows: list[dict], maker: RowMaker, heads) -> float:
    """Least loss over words, with the same tolerance for unlabelled types as in training."""
    targets_of = maker.entity_targets if head.name == ENTITIES else maker.field_targets
    logits, allowed = [], []
    for row, words in zip(rows, word_logits(session, rows, maker, heads, head.name)):
        for values, (target, _) in zip(words, targets_of(row)):
            if target != NO_GROUP:
                logits.append(values)
                allowed.append(maker.allowed[head.name].masks[target])
    values, masks = np.array(logits), np.array(allowed)
    return best_temperature(
        lambda t: -np.log((np.exp(log_softmax(values / t)) * masks).sum(axis=1).clip(LEAST)).mean()
    )


def salience_temperature(session, rows: list[dict], maker: RowMaker, heads) -> float:
    """Least binary cross-entropy over sentences, with the soft marks that the head was fitted to."""
    logits, marks = [], []
    for row in rows:
        logits += sentence_logits(session, row, maker, heads)
        windows = maker.salience_rows({**row, "marks": row["soft"]})
        marks += [target[0] for window in windows for target in window.questions[SALIENCE].targets]
    values, targets = np.array(logits), np.array(marks)
    return best_temperature(lambda t: (np.logaddexp(0, values / t) - targets * values / t).mean())


def calibrate(work: Path, threads: int) -> None:
    """Writes `<work>/temperatures.json`."""
    heads = load_heads()
    maker = RowMaker(load_tokenizer(), heads)
    session = open_session(graph_path(work, "int8"), threads)
    temperatures = {}
    for name, head in heads.items():
        rows = sample(read_prepared(work, name, "calibration"), MOST_PER_DATASET)
        if head.tagging:
            value = tagging_temperature(session, head, rows, maker, heads)
        elif name == SALIENCE:
            value = salience_temperature(session, rows, maker, heads)
        else:
            value = pooled_temperature(session, head, rows, maker, heads)
        temperatures[name] = round(value, 3)
        print(f"{name}: temperature {value:.3f} from {len(rows)} documents", flush=True)
    (work / "temperatures.json").write_text(json.dumps(temperatures, indent=2) + "\n", encoding="utf-8")
