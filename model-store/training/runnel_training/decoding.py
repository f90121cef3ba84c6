"""From the logits of words to a valid sequence of tags, as the engine's TagPath does it; keep them alike."""

from __future__ import annotations

import numpy as np

from .metrics import log_softmax


def likeliest_tags(labels: tuple[str, ...], logits: np.ndarray) -> list[str]:
    """The likeliest sequence in which `I-x` follows only `B-x` or `I-x` (Viterbi 1967, doi:10.1109/TIT.1967.1054010).

    `logits` are [words, labels]. What is not valid is all that ties words together: nothing is learnt.
    """
    if not len(logits):
        return []
    inside = np.array([label.startswith("I-") for label in labels])
    begins = np.array([labels.index(f"B-{label[2:]}") if label.startswith("I-") else 0 for label in labels])
    own, steps = np.arange(len(labels)), log_softmax(logits)
    scores = np.where(inside, -np.inf, steps[0])
    before = []
    for step in steps[1:]:
        same = np.where(scores > scores[begins], own, begins)
        before.append(np.where(inside, same, scores.argmax()))
        scores = scores[before[-1]] + step
    path = [int(scores.argmax())]
    for places in reversed(before):
        path.append(int(places[path[-1]]))
    return [labels[tag] for tag in reversed(path)]
