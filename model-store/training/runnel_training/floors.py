"""The score a small model must beat: a linear classifier on tf-idf of word and character n-grams."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import make_pipeline, make_union
from sklearn.svm import LinearSVC

from .calibrate import sample
from .datasets import read_prepared

STRENGTHS = (0.1, 0.3, 1.0)
MOST_TRAIN = 10_000


def joined(row: dict) -> str:
    """The text of an example."""
    return " \n ".join(row["passages"])


def top_label(row: dict) -> str:
    """The label with the largest weight."""
    return max(row["labels"], key=row["labels"].get)


def floor_predictions(work: Path, head: str, dev: list[dict]) -> np.ndarray:
    """Labels for dev rows from the linear model, its strength chosen on the calibration split."""
    train = sample(read_prepared(work, head, "train"), MOST_TRAIN)
    held = sample(read_prepared(work, head, "calibration"), MOST_TRAIN)
    features = make_union(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2),
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=3, max_features=100_000),
    )
    matrix = features.fit_transform([joined(row) for row in train])
    labels = np.array([top_label(row) for row in train])
    held_matrix, held_labels = features.transform([joined(row) for row in held]), [top_label(row) for row in held]
    models = [LinearSVC(C=strength).fit(matrix, labels) for strength in STRENGTHS]
    best = max(models, key=lambda model: np.mean(model.predict(held_matrix) == held_labels))
    return make_pipeline(features, best).predict([joined(row) for row in dev])
