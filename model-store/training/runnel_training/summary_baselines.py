"""Summaries without a trained model: the beginning, chance, TextRank, the centroid.

TextRank and the centroid choose among sentences of at least `MIN_WORDS` words, as the engine does: otherwise "Yeah." wins,
since half of a meeting says so, and beating that would prove nothing.
"""

from __future__ import annotations

import re

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

from .summaries import SUMMARY_WORDS, Document, mean_scores

WORDS = r"(?u)[^\W_]{2,}"
DAMPING = 0.85
ROUNDS = 100
STILL = 1e-6
DRAWS = 20
MIN_WORDS = 4


def within(document: Document, order: list[int] | np.ndarray, budget: int = SUMMARY_WORDS) -> list[int]:
    """The first sentences of `order` that fit into the words (split at blanks); one that does not fit is passed over."""
    chosen, used = [], 0
    for index in order:
        length = len(document.sentences[index].split())
        if used + length <= budget:
            chosen.append(int(index))
            used += length
    return chosen


def by_score(scores: np.ndarray) -> np.ndarray:
    """Indexes by falling score, the first of equal ones first."""
    return np.argsort(-scores, kind="stable")


def textrank(sentences: list[str]) -> np.ndarray:
    """Mihalcea and Tarau (2004): PageRank over shared distinct words divided by the logarithms of both lengths.

    Without a word all sentences rank alike.
    """
    if not any(map(re.compile(WORDS).search, sentences)):
        return np.zeros(len(sentences))
    counts = CountVectorizer(token_pattern=WORDS).fit_transform(sentences)
    lengths = np.asarray(counts.sum(axis=1)).ravel()
    shared = ((counts > 0).astype(np.float64) @ (counts > 0).astype(np.float64).T).toarray()
    np.fill_diagonal(shared, 0)
    logs = np.log(np.maximum(1, lengths))
    norm = logs[:, None] + logs[None, :]
    graph = np.divide(shared, norm, out=np.zeros_like(shared), where=norm > 0)
    strength = graph.sum(axis=1)
    steps = np.divide(graph, strength[:, None], out=np.zeros_like(graph), where=strength[:, None] > 0)
    ranks = np.full(len(sentences), 1 / len(sentences))
    for _ in range(ROUNDS):
        after = (1 - DAMPING + DAMPING * ranks[strength == 0].sum()) / len(sentences) + DAMPING * (ranks @ steps)
        moved = np.abs(after - ranks).sum()
        ranks = after
        if moved < STILL:
            break
    return ranks


def centroid(sentences: list[str]) -> np.ndarray:
    """Radev et al. (2004): nearness of a sentence's tf-idf vector to the mean of all; without a word all are as near."""
    if not any(map(re.compile(WORDS).search, sentences)):
        return np.zeros(len(sentences))
    vectors = TfidfVectorizer(token_pattern=WORDS).fit_transform(sentences)
    return np.asarray(vectors @ np.asarray(vectors.mean(axis=0)).T).ravel()


def random_orders(count: int, seed: int = 20) -> list[np.ndarray]:
    """As many orders as are averaged, always the same ones."""
    chance = np.random.default_rng(seed)
    return [chance.permutation(count) for _ in range(DRAWS)]


def baseline_scores(document: Document, budget: int = SUMMARY_WORDS) -> dict[str, dict[str, float]]:
    """ROUGE of each method; `lead-3` is the first three sentences however long, `random` the mean of 20 draws."""
    count = len(document.sentences)
    proper = np.flatnonzero(document.words >= MIN_WORDS) if (document.words >= MIN_WORDS).any() else np.arange(count)
    texts = [document.sentences[i] for i in proper]
    draws = [document.score(within(document, order, budget)) for order in random_orders(count)]
    return {
        "lead": document.score(within(document, range(count), budget)),
        "lead-3": document.score(list(range(min(3, count)))),
        "random": mean_scores(draws),
        "textrank": document.score(within(document, proper[by_score(textrank(texts))], budget)),
        "centroid": document.score(within(document, proper[by_score(centroid(texts))], budget)),
    }
