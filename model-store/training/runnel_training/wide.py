"""Second part of the stage `refit`: the word-piece tables of wide heads.

Names of suppliers and part numbers are told by their letters, not by what they mean; a linear model remembers them where a
mean over all states drowns them. So the logits of a wide head are a sum: what the encoder's states say, and what the word
pieces say alone (after the wide and deep parts of Cheng et al. 2016, arXiv:1606.07792). The two are trained apart and then
multiplied as two experts' probabilities (Hinton 2002, Neural Computation 14): the encoder has seen these documents many
times, and a table trained on what it leaves unexplained would find nothing left.

The table is a logistic regression on the share of each piece in a document, so that its mean over the document's tokens is its
answer, as for every other head. Every data set weighs the same; the penalty is chosen by the loss on the calibration split.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import torch
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss

from .datasets import read_prepared, set_weights
from .metrics import top_label
from .model import HeadedEncoder
from .row_maker import RowMaker

STRENGTHS = (100.0, 300.0, 1000.0)
STEPS = 200


def piece_shares(maker: RowMaker, documents: list[dict], vocabulary: int) -> csr_matrix:
    """The share of each word piece in each document, [documents, vocabulary]."""
    counts = [Counter(i for passage in d["passages"] for i in maker.texts.text(passage).ids) for d in documents]
    rows = np.repeat(np.arange(len(counts)), [len(c) for c in counts])
    columns = np.array([piece for c in counts for piece in c], dtype=np.int64)
    values = np.array([n / c.total() for c in counts for n in c.values()], dtype=np.float64)
    return csr_matrix((values, (rows, columns)), shape=(len(documents), vocabulary))


def fit_table(work: Path, model: HeadedEncoder, maker: RowMaker, head: str) -> None:
    """Writes the table of a head, of at least three labels that occur, into the model."""
    vocabulary = model.encoder.shape.vocabulary
    train, held = (read_prepared(work, head, split) for split in ("train", "calibration"))
    shares, held_shares = piece_shares(maker, train, vocabulary), piece_shares(maker, held, vocabulary)
    labels, held_labels = [top_label(d) for d in train], [top_label(d) for d in held]
    best, best_loss = None, float("inf")
    for strength in STRENGTHS:
        fitted = LogisticRegression(C=strength, max_iter=STEPS, fit_intercept=False).fit(shares, labels, sample_weight=set_weights(train))
        found = fitted.predict_proba(held_shares)
        loss = log_loss(held_labels, found, labels=fitted.classes_, sample_weight=set_weights(held))
        print(f"{head}: C {strength:g}: loss of the word pieces alone on the calibration split {loss:.4f}", flush=True)
        if loss < best_loss:
            best, best_loss = fitted, loss
    places = [model.heads[head].labels.index(label) for label in best.classes_]
    with torch.no_grad():
        model.wide[head].weight.zero_()
        model.wide[head].weight[:, places] = torch.tensor(best.coef_.T, dtype=torch.float32)
