"""How well a head tells texts that none of its labels fits: AUROC, FPR@95, and recall at a kept accuracy.

Three scores are compared, each larger for stranger texts: one minus the largest probability of a proper label, the
probability of the label `out-of-scope`, and the energy (minus the log of the sum of the proper labels' exponentials).
"""

from __future__ import annotations

import numpy as np
from sklearn.metrics import roc_auc_score

from .heads import OUT_OF_SCOPE

KEPT_ACCURACY = 0.95  # of the accuracy over in-scope rows; see `recall_at_kept_accuracy`


def strangeness(probabilities: np.ndarray, logits: np.ndarray, labels: tuple[str, ...]) -> dict[str, np.ndarray]:
    """One number a row and score; the energy is that of the logits, which are divided by the temperature already."""
    position = labels.index(OUT_OF_SCOPE)
    proper = np.delete(logits, position, axis=1)
    largest = proper.max(axis=1)
    energy = -(largest + np.log(np.exp(proper - largest[:, None]).sum(axis=1)))
    return {
        "1 - max in-scope": 1 - np.delete(probabilities, position, axis=1).max(axis=1),
        "p(out-of-scope)": probabilities[:, position],
        "energy": energy,
    }


def false_alarms_at(strange: np.ndarray, outside: np.ndarray, recall: float = 0.95) -> float:
    """Part of the in-scope rows that are flagged when this part of the out-of-scope rows is."""
    wanted = np.sort(strange[outside])[::-1][int(np.ceil(recall * outside.sum())) - 1]
    return float(np.mean(strange[~outside] >= wanted))


def recall_at_kept_accuracy(
    strange: np.ndarray, right: np.ndarray, outside: np.ndarray, kept: float = KEPT_ACCURACY
) -> tuple[float, float]:
    """Most out-of-scope recall, and its accuracy, while at least `kept` of the in-scope rows are right and not flagged.

    A row is flagged when it is at least as strange as a threshold. Where even no flag at all leaves less than `kept`
    right, the recall is 0.
    """
    thresholds = np.unique(strange)[::-1]
    recalls = np.array([np.mean(strange[outside] >= t) for t in thresholds])
    accuracies = np.array([np.mean(right[~outside] & (strange[~outside] < t)) for t in thresholds])
    allowed = np.flatnonzero(accuracies >= kept)
    if not len(allowed):
        return 0.0, float(np.mean(right[~outside]))
    best = allowed[np.argmax(recalls[allowed])]
    return float(recalls[best]), float(accuracies[best])


def out_of_scope(probabilities: np.ndarray, logits: np.ndarray, rows: list[dict], labels: tuple[str, ...]) -> dict:
    """In-scope accuracy (with and without the label `out-of-scope` as a choice) and each score's numbers.

    `probabilities` are the answers; `logits`, of the same rows and divided by the temperature, give the energy.
    """
    position = labels.index(OUT_OF_SCOPE)
    outside = np.array([OUT_OF_SCOPE in row["labels"] for row in rows])
    if not outside.any() or outside.all():
        raise ValueError(f"expected rows inside and outside the scope, found {outside.sum()} of {len(rows)} outside")
    proper = probabilities.copy()
    proper[:, position] = -np.inf
    right = np.array([labels[p] in row["labels"] for p, row in zip(proper.argmax(axis=1), rows)])
    answered = probabilities.argmax(axis=1)
    plain = np.array([labels[p] in row["labels"] for p, row in zip(answered, rows)])
    result: dict = {
        "rows": int(len(rows)),
        "outside": int(outside.sum()),
        "in_scope_accuracy": float(plain[~outside].mean()),
        "in_scope_accuracy_forced": float(right[~outside].mean()),
        "recall_of_the_label": float(np.mean(answered[outside] == position)),
        "scores": {},
    }
    for name, strange in strangeness(probabilities, logits, labels).items():
        recall, accuracy = recall_at_kept_accuracy(strange, right, outside)
        result["scores"][name] = {
            "auroc": float(roc_auc_score(outside, strange)),
            "fpr95": false_alarms_at(strange, outside),
            "recall": recall,
            "in_scope_accuracy": accuracy,
        }
    return result
