"""Stage `embed`: the sentence embedding of the pack, 64 principal components of sentence means.

A sentence's embedding is the mean of its tokens' last hidden states, as in Sentence-BERT (arXiv:1908.10084); a projection
to its principal components keeps the cosines and is as small as a head. It is linear, so it is taken on every token
and the reader takes the mean.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

from .datasets import read_prepared, sample
from .heads import EMBEDDING_SIZE, SALIENCE, SENTENCE_EMBEDDING, load_heads
from .model import collate, load_tokenizer, span_means
from .row_maker import RowMaker
from .sampling import cut_by_tokens
from .train import load_model

MOST_ROWS = 400


def embedding_path(work: Path) -> Path:
    """Where the projection lies."""
    return work / "embedding.npz"


def embedding_weights(work: Path) -> dict[str, np.ndarray]:
    """The projection as the weights of one more linear head."""
    path = embedding_path(work)
    if not path.exists():
        raise SystemExit(f"{path} is missing; run the stage `embed` with the same --work first.")
    saved = np.load(path)
    return {f"linear.{SENTENCE_EMBEDDING}.weight": saved["weight"], f"linear.{SENTENCE_EMBEDDING}.bias": saved["bias"]}


def sentence_means(work: Path, model) -> np.ndarray:
    """Hidden means of training sentences, [sentences, width]."""
    heads = load_heads()
    maker = RowMaker(load_tokenizer(), heads)
    documents = sample(read_prepared(work, SALIENCE, "train"), 60)
    rows = [row for document in documents for row in maker.salience_rows(document)[:MOST_ROWS // len(documents) + 1]]
    means = []
    with torch.no_grad():
        for rows_of_batch in cut_by_tokens(sorted(rows, key=lambda row: len(row.ids)), 4096):
            batch = collate(rows_of_batch, heads)
            index, group, targets = batch.members[SALIENCE]
            means.append(span_means(model.hidden(batch).reshape(-1, model.encoder.shape.width)[index], group, len(targets)))
    return torch.cat(means).numpy()


def embed(work: Path) -> None:
    """Writes `<work>/embedding.npz`."""
    model, _ = load_model(work)
    means = sentence_means(work, model)
    centre = means.mean(axis=0)
    _, sizes, components = np.linalg.svd(means - centre, full_matrices=False)
    weight = components[:EMBEDDING_SIZE].astype(np.float32)
    np.savez(embedding_path(work), weight=weight, bias=(-weight @ centre).astype(np.float32))
    kept = float((sizes[:EMBEDDING_SIZE] ** 2).sum() / (sizes**2).sum())
    print(f"{len(means)} sentences; {EMBEDDING_SIZE} components keep {100 * kept:.1f} % of the variance")
