"""Stage `calibrate`: one temperature a head, from the int8 graph's answers on the split cut from train."""

from __future__ import annotations

import json
import random
from pathlib import Path

import numpy as np

from .datasets import read_prepared
from .export import graph_path, open_session
from .heads import Head, load_heads
from .metrics import best_temperature, log_softmax
from .model import encoder_folder
from .reading import document_logits, sentence_logits, word_logits
from .rows import NO_GROUP, RowMaker

MOST_PER_DATASET = 500


def sample(rows: list[dict], most: int, seed: int = 3) -> list[dict]:
    """At most that many rows of every data set."""
    chance = random.Random(seed)
    chosen = []
    for dataset in sorted({row["dataset"] for row in rows}):
        own = [row for row in rows if row["dataset"] == dataset]
        chosen += chance.sample(own, min(most, len(own)))
    return chosen


def pooled_temperature(session, head: Head, rows: list[dict], maker: RowMaker, heads) -> float:
    """Least cross-entropy over documents."""
    logits = document_logits(session, head.name, rows, maker, heads)
    targets = np.array([maker.target(head.name, row["labels"]) for row in rows])
    return best_temperature(lambda t: -(targets * log_softmax(logits / t)).sum(axis=1).mean())


def entity_temperature(session, rows: list[dict], maker: RowMaker, heads) -> float:
    """Least loss over words, with the same tolerance for unlabelled types as in training."""
    logits, allowed = [], []
    for row, words in zip(rows, word_logits(session, rows, maker, heads)):
        for values, (target, _) in zip(words, maker.allowed.targets(row)):
            if target != NO_GROUP:
                logits.append(values)
                allowed.append(maker.allowed.masks[target])
    values, masks = np.array(logits), np.array(allowed)
    return best_temperature(
        lambda t: -np.log((np.exp(log_softmax(values / t)) * masks).sum(axis=1).clip(1e-12)).mean()
    )


def salience_temperature(session, rows: list[dict], maker: RowMaker, heads) -> float:
    """Least binary cross-entropy over sentences."""
    logits, marks = [], []
    for row in rows:
        logits += sentence_logits(session, row, maker, heads)
        marks += [target[0] for window in maker.salience_rows(row) for target in window.targets]
    values, targets = np.array(logits), np.array(marks)
    return best_temperature(lambda t: (np.logaddexp(0, values / t) - targets * values / t).mean())


def calibrate(work: Path, threads: int) -> None:
    """Writes `<work>/temperatures.json`."""
    heads = load_heads()
    maker = RowMaker(encoder_folder() / "tokenizer.json", heads)
    session = open_session(graph_path(work, "int8"), threads)
    temperatures = {}
    for name, head in heads.items():
        rows = sample(read_prepared(work, name, "calibration"), MOST_PER_DATASET)
        if name == "entities":
            value = entity_temperature(session, rows, maker, heads)
        elif name == "salience":
            value = salience_temperature(session, rows, maker, heads)
        else:
            value = pooled_temperature(session, head, rows, maker, heads)
        temperatures[name] = round(value, 3)
        print(f"{name}: temperature {value:.3f} from {len(rows)} documents", flush=True)
    (work / "temperatures.json").write_text(json.dumps(temperatures, indent=2) + "\n", encoding="utf-8")
