"""Texts cut into sentences, and put into batches of like length."""

from __future__ import annotations

import re
from collections.abc import Sequence

SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\s*\n\s*")

Span = tuple[int, int]


def sentences(text: str) -> list[Span]:
    """Spans of sentences without blanks around them; a line break ends one. A plain rule, the same for all contestants."""
    spans: list[Span] = []
    start = 0
    for border in [*SENTENCE_END.finditer(text), None]:
        end = border.start() if border else len(text)
        trimmed = text[start:end].strip()
        if trimmed:
            first = text.index(trimmed, start)
            spans.append((first, first + len(trimmed)))
        start = border.end() if border else end
    return spans


def batches_by_length(lengths: Sequence[int], size: int) -> list[list[int]]:
    """Places of texts, sorted by length and cut into batches."""
    order = sorted(range(len(lengths)), key=lengths.__getitem__)
    return [order[start : start + size] for start in range(0, len(order), size)]


def batches_by_tokens(lengths: Sequence[int], budget: int) -> list[list[int]]:
    """Places of texts, the longest first, in batches of at most `budget` padded tokens; one text always may be alone.

    The short ones come last, so that at the end nobody is left with a long batch while others have none.
    """
    batches: list[list[int]] = []
    for place in sorted(range(len(lengths)), key=lengths.__getitem__, reverse=True):
        if batches and (len(batches[-1]) + 1) * lengths[batches[-1][0]] <= budget:
            batches[-1].append(place)
        else:
            batches.append([place])
    return batches
