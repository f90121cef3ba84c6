"""Numbers: probabilities, temperature, calibration error, accuracy, macro-F1, average recall, ROUGE."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

import numpy as np
from rouge_score.tokenizers import DefaultTokenizer

BINS = 15
STEMMING = DefaultTokenizer(use_stemmer=True)
TEMPERATURES = np.exp(np.linspace(np.log(0.05), np.log(5.0), 300))


def log_softmax(logits: np.ndarray) -> np.ndarray:
    """Natural logarithm of the probabilities over the last axis."""
    shifted = logits - logits.max(axis=-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))


def best_temperature(loss) -> float:
    """The temperature with the least loss; `loss` maps a temperature to a number."""
    return float(min(TEMPERATURES, key=loss))


def calibration_error(probabilities: np.ndarray, correct: np.ndarray) -> float:
    """Expected calibration error of the most likely label."""
    return calibration_error_of(probabilities.max(axis=1), correct)


def bin_of(confidence: np.ndarray) -> np.ndarray:
    """The bin of each confidence; one on the border of two bins belongs to the lower one."""
    return np.clip(np.ceil(confidence * BINS).astype(int) - 1, 0, BINS - 1)


def calibration_error_of(confidence: np.ndarray, correct: np.ndarray) -> float:
    """Expected calibration error of confidences, in bins of equal width."""
    which = bin_of(confidence)
    total = 0.0
    for b in range(BINS):
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


def average_recall(gold: np.ndarray, predicted: np.ndarray) -> float:
    """Mean recall over the labels that occur in gold (the measure of SemEval-2017 Task 4)."""
    return float(np.mean([np.mean(predicted[gold == label] == label) for label in np.unique(gold)]))


def answer_scores(predicted: np.ndarray, rows: list[dict], labels: tuple[str, ...]) -> dict[str, float]:
    """Accuracy (right if the label is one of the row's), macro-F1 and average recall (over rows with one label)."""
    right = [labels[p] in row["labels"] for p, row in zip(predicted, rows)]
    single = [i for i, row in enumerate(rows) if len(row["labels"]) == 1]
    result = {"rows": len(rows), "accuracy": float(np.mean(right))}
    if single:
        gold = np.array([labels.index(top_label(rows[i])) for i in single])
        _, result["macro_f1"] = accuracy_and_macro_f1(gold, predicted[single])
        result["average_recall"] = average_recall(gold, predicted[single])
    return result


def top_label(row: dict) -> str:
    """The label with the largest weight."""
    return max(row["labels"], key=row["labels"].get)


def restricted(tags: list[str], types: list[str], ignored: list[int]) -> list[str]:
    """Tags of the given types; others, and those at ignored indexes, become O."""
    return [
        "O" if i in ignored or tag == "O" or tag[2:] not in types else tag for i, tag in enumerate(tags)
    ]


@cache
def stemmed(word: str) -> str:
    """The word as `rouge_score` counts it: more than three characters are stemmed by Porter's rules."""
    return next(iter(STEMMING.tokenize(word)), "")


def rouge_words(text: str) -> list[str]:
    """Lower-cased, stemmed words and numbers, as `rouge_score` with `use_stemmer=True` takes them."""
    return [stemmed(word) for word in plain_words(text)]


def plain_words(text: str) -> list[str]:
    """Lower-cased words and numbers."""
    return re.findall(r"[a-z0-9]+", text.lower())


def rouge(candidate: str, reference: str) -> dict[str, float]:
    """F1 of ROUGE-1, ROUGE-2 and ROUGE-L (over the whole text), equal to those of `rouge_score` with its stemmer."""
    return rouge_of_words(rouge_words(candidate), rouge_words(reference))


def rouge_of_words(have: list[str], want: list[str]) -> dict[str, float]:
    """The same from words that are stemmed already."""
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
    """Length of the longest common subsequence, a whole row of the table in each step (Hyyro 2004)."""
    places: dict[str, int] = {}
    for i, word in enumerate(left):
        places[word] = places.get(word, 0) | (1 << i)
    full = (1 << len(left)) - 1
    row = full
    for word in right:
        match = row & places.get(word, 0)
        row = ((row + match) | (row - match)) & full
    return len(left) - row.bit_count()
