"""From logits to answers, in numpy: labels, entities, the sentences of a summary."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .texts import Span

SUMMARY_SENTENCES = 3


def softmax(logits: np.ndarray) -> np.ndarray:
    """Probabilities along the last axis."""
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def entity_spans(tags: Sequence[str], word_ids: Sequence[int | None], offsets: Sequence[Span]) -> list[tuple[str, int, int]]:
    """Entities from BIO tags of tokens; the first token of a word decides for the word."""
    entities: list[tuple[str, int, int]] = []
    word: int | None = None
    open_type = ""
    for tag, word_id, (start, end) in zip(tags, word_ids, offsets):
        if word_id is None:
            continue
        if word_id == word:
            if open_type:
                entities[-1] = (*entities[-1][:2], end)
            continue
        word = word_id
        kind = tag[2:]
        if not kind:
            open_type = ""
        elif tag[0] == "I" and kind == open_type:
            entities[-1] = (*entities[-1][:2], end)
        else:
            entities.append((kind, start, end))
            open_type = kind
    return entities


def best_sentences(scores: np.ndarray, offsets: Sequence[Span], spans: Sequence[Span]) -> list[Span]:
    """The sentences with the highest mean score of their tokens, in the order of the text. Offsets of special tokens are empty."""
    starts = np.array([start for start, _ in offsets])
    real = np.array([end > start for start, end in offsets])
    means = []
    for start, end in spans:
        inside = real & (starts >= start) & (starts < end)
        means.append(float(scores[inside].mean()) if inside.any() else -np.inf)
    best = sorted(range(len(spans)), key=means.__getitem__, reverse=True)[:SUMMARY_SENTENCES]
    return [spans[place] for place in sorted(best)]
