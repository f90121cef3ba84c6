"""Stage `refit`: fits the linear head `salience` once more on the finished, frozen encoder, and the tables of wide heads.

The joint training shows windows that were chosen because something in them is salient, and counts what answers a query.
In use the sentences of a whole document compete. So the head is fitted again by logistic regression on every sentence
of the training documents, with the soft marks of the whole summary only; the penalty is chosen by the loss on
calibration documents.
"""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss

from .datasets import read_prepared
from .encoder import Arithmetic
from .heads import SALIENCE, load_heads
from .model import HeadedEncoder, collate, load_tokenizer, precision_of, span_means
from .row_maker import RowMaker
from .sampling import cut_by_tokens
from .train import checkpoint_path, load_model
from .wide import fit_table

PENALTIES = (0.003, 0.01, 0.03, 0.1, 0.3)
BATCH_TOKENS = 8192


def features(model: HeadedEncoder, maker: RowMaker, documents: list[dict]) -> tuple[np.ndarray, np.ndarray]:
    """Hidden means of all sentences, [sentences, width], and their soft marks."""
    rows = [row for document in documents for row in maker.salience_rows({**document, "marks": document["soft"]})]
    states, marks = [], []
    with torch.no_grad():
        for batch_rows in cut_by_tokens(sorted(rows, key=lambda row: len(row.ids)), BATCH_TOKENS):
            batch = collate(batch_rows, model.heads)
            index, group, targets = batch.members[SALIENCE]
            hidden = model.hidden(batch)
            states.append(span_means(hidden.reshape(-1, hidden.shape[-1])[index], group, len(targets)).numpy())
            marks.append(targets[:, 0].numpy())
    return np.concatenate(states), np.concatenate(marks)


def doubled(states: np.ndarray, marks: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A soft mark as two examples: yes with its weight, no with what is left."""
    marked = marks > 0
    return (
        np.concatenate([states, states[marked]]),
        np.concatenate([np.zeros(len(states)), np.ones(marked.sum())]),
        np.concatenate([1 - marks, marks[marked]]),
    )


def refit(work: Path, threads: int, precision: str) -> None:
    """Replaces the salience head and the tables of wide heads in the checkpoint."""
    torch.set_num_threads(threads)
    model, _ = load_model(work)
    model.encoder.arithmetic = Arithmetic(precision_of(precision))
    maker = RowMaker(load_tokenizer(), load_heads())
    states, marks = features(model, maker, read_prepared(work, SALIENCE, "train"))
    held = doubled(*features(model, maker, read_prepared(work, SALIENCE, "calibration")))
    print(f"{len(marks)} sentences, {marks.sum():.0f} in a summary", flush=True)
    given, wanted, weights = doubled(states, marks)
    best, best_loss = None, float("inf")
    for penalty in PENALTIES:
        fitted = LogisticRegression(C=penalty, max_iter=300).fit(given, wanted, sample_weight=weights)
        loss = log_loss(held[1], fitted.predict_proba(held[0])[:, 1], sample_weight=held[2])
        print(f"C {penalty}: loss on calibration documents {loss:.5f}", flush=True)
        if loss < best_loss:
            best, best_loss = fitted, loss
    saved = torch.load(checkpoint_path(work), map_location="cpu", weights_only=False)
    for head, table in model.wide.items():
        fit_table(work, model, maker, head)
        saved["model"][f"wide.{head}.weight"] = table.weight.detach()
    saved["model"][f"linear.{SALIENCE}.weight"] = torch.tensor(best.coef_, dtype=torch.float32)
    saved["model"][f"linear.{SALIENCE}.bias"] = torch.tensor(best.intercept_, dtype=torch.float32)
    saved["facts"]["refit_sentences"] = len(marks)
    part = checkpoint_path(work).with_suffix(".part")
    torch.save(saved, part)
    os.replace(part, checkpoint_path(work))
