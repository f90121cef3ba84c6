"""Numbers: probabilities, temperature, calibration error, accuracy, macro-F1, exact-span entity F1, ROUGE."""

from __future__ import annotations

import re
from collections import Counter

import numpy as np

TEMPERATURES = np.exp(np.linspace(np.log(0.3), np.log(5.0), 200))


def log_softmax(logits: np.ndarray) -> np.ndarray:
    """Natural logarithm of the probabilities over the last axis."""
    shifted = logits - logits.max(axis=-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))


def best_temperature(loss) -> float:
    """The temperature with the least loss; `loss` maps a temperature to a number."""
    return float(min(TEMPERATURES, key=loss))


def calibration_error(probabilities: np.ndarray, correct: np.ndarray, bins: int = 15) -> float:
    """Expected calibration error of the most likely label."""
    confidence = probabilities.max(axis=1)
    which = np.minimum((confidence * bins).astype(int), bins - 1)
    total = 0.0
    for b in range(bins):
        members = which == b
        if members.any():
            total += members.mean() * abs(confidence[members].mean() - correct[members].mean())
    return float(total)


def accuracy_and_macro_f1(gold: np.ndarray, predicted: np.ndarray) -> tuple[float, float]:
    """Accuracy, and the mean F1 over the labels that occur in gold."""
    scores = []
    for label in np.unique(gold):
        hits = np.sum((gold == label) & (predicted == label))
        wrong = np.sum((gold == label) != (predicted == label))
        scores.append(2 * hits / (2 * hits + wrong) if hits else 0.0)
    return float(np.mean(gold == predicted)), float(np.mean(scores))


def restricted(tags: list[str], types: list[str], ignored: list[int]) -> list[str]:
    """Tags of the given types; others, and those at ignored indexes, become O."""
    return [
        "O" if i in ignored or tag == "O" or tag[2:] not in types else tag for i, tag in enumerate(tags)
    ]


def rouge_words(text: str) -> list[str]:
    """Lower-cased words and numbers."""
    return re.findall(r"[a-z0-9]+", text.lower())


def rouge(candidate: str, reference: str) -> dict[str, float]:
    """F1 of ROUGE-1, ROUGE-2 and ROUGE-L (whole text, no stemming)."""
    have, want = rouge_words(candidate), rouge_words(reference)
    result = {}
    for size in (1, 2):
        left, right = Counter(zip(*[have[i:] for i in range(size)])), Counter(zip(*[want[i:] for i in range(size)]))
        result[f"rouge{size}"] = f1(sum((left & right).values()), sum(left.values()), sum(right.values()))
    result["rougeL"] = f1(longest_common(have, want), len(have), len(want))
    return result


def f1(hits: int, proposed: int, wanted: int) -> float:
    """Harmonic mean of precision and recall."""
    return 2 * hits / (proposed + wanted) if hits else 0.0


def longest_common(left: list[str], right: list[str]) -> int:
    """Length of the longest common subsequence."""
    row = [0] * (len(right) + 1)
    for word in left:
        before = 0
        for j, other in enumerate(right, 1):
            kept = row[j]
            row[j] = before + 1 if word == other else max(row[j], row[j - 1])
            before = kept
    return row[-1]
