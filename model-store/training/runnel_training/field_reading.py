"""Which words of a document are its fields, as the engine's task ExtractFields chooses them (FieldsReader; keep them alike).

A field is read from its mentions: neighbouring words that the head surely tags so. Three things help where they are
wrong. The seller stands above the customer, so of mentions nearly as sure the first is taken. Names and addresses fill
lines, so they go on to the line's border over words that the head finds at least plausible. A total is the largest of
the amounts that the head finds plausible, because parts of a total are announced as totals too; and an amount that is the
sum of two plausible ones, on a line that announces a total, counts as plausible however faintly the head finds it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from .metrics import log_softmax
from .receipt_tags import signs

PLAUSIBLE = 0.1  # least probability of a tag that counts beside a likelier `O`
FAINT = 0.003  # the same of an amount that is the sum of two plausible ones
NEARLY = 0.05  # scores that differ by less are as good
ROUNDING = 5  # hundredths by which an amount may be above the total that was rounded for cash
AMOUNTS = ("total",)
FROM_LINE_START = ("company", "address")
TO_LINE_END = ("address",)
ANNOUNCED = re.compile(r"total|payable|due", re.IGNORECASE)
AMOUNT = re.compile(r"(?:.*[^0-9.,])?([0-9][0-9.,]{0,14})[.,]([0-9]{2})[^0-9]*", re.DOTALL)


@dataclass(frozen=True)
class Mention:
    """Neighbouring words of one field, and the mean probability of their tags."""

    field: str
    first: int
    end: int
    score: float

    def overlaps(self, other: "Mention") -> bool:
        """Whether both have a word."""
        return self.first < other.end and other.first < self.end


def hundredths(text: str) -> int | None:
    """The last amount with two decimals in a text; None if it ends in no such amount."""
    found = AMOUNT.fullmatch(text)
    return int(re.sub("[.,]", "", found[1]) + found[2]) if found else None


def mentions(tags: list[str], scores: np.ndarray, tokens: list[str]) -> list[Mention]:
    """Spans of one field; a span goes on behind words without a letter or digit if what follows is tagged `I-`."""
    found: list[Mention] = []
    for i, tag in enumerate(tags):
        prefix, _, name = tag.partition("-")
        if not name:
            continue
        begun = found[-1] if found else Mention("", 0, 0, 0.0)
        if prefix == "I" and begun.field == name and not any(signs(word) for word in tokens[begun.end : i]):
            first = found.pop().first
        else:
            first = i
        inside = [scores[k] for k in range(first, i + 1) if tags[k] != "O"]
        found.append(Mention(name, first, i + 1, float(np.mean(inside))))
    return found


def of_amounts(found: list[Mention], tokens: list[str]) -> list[Mention]:
    """The largest of the amounts; all mentions where none is an amount."""
    amounts = [hundredths(words(m, tokens)) for m in found]
    largest = max((a for a in amounts if a is not None), default=None)
    if largest is None:
        return found
    return [m for m, amount in zip(found, amounts) if amount is not None and amount >= largest - ROUNDING]


def is_sum(amount: int, parts: list[int]) -> bool:
    """Whether two of the parts give the amount, but for rounding; each part counts once."""
    return any(abs(amount - a - b) <= ROUNDING for i, a in enumerate(parts) for b in parts[:i])


def announced(mention: Mention, tokens: list[str], lines: list[int]) -> bool:
    """Whether the mention's first line speaks of a total."""
    line = lines[mention.first]
    return ANNOUNCED.search(" ".join(word for word, own in zip(tokens, lines) if own == line)) is not None


def to_the_border(mention: Mention, plausible: list[str], lines: list[int]) -> tuple[int, int]:
    """First and last-plus-one word of a mention that goes on to the line's border over plausible words of its field."""
    count = len(lines)
    border = [k in (0, count) or lines[k] != lines[k - 1] for k in range(count + 1)]
    first, end = mention.first, mention.end
    if mention.field in FROM_LINE_START:
        while not border[first] and plausible[first - 1] == mention.field:
            first -= 1
        first = first if border[first] else mention.first
    if mention.field in TO_LINE_END:
        while not border[end] and plausible[end] == mention.field:
            end += 1
        end = end if border[end] else mention.end
    return first, end


def words(mention: Mention, tokens: list[str]) -> str:
    """The words of a mention."""
    return " ".join(tokens[mention.first : mention.end])


def further_amounts(found: list[Mention], known: list[Mention], tokens: list[str]) -> list[Mention]:
    """Those mentions that are an amount where one is asked for, and share no word with the known ones."""
    amounts = [m for m in found if m.field in AMOUNTS and hundredths(words(m, tokens)) is not None]
    return [m for m in amounts if not any(m.overlaps(k) for k in known)]


def field_answers(
    logits: np.ndarray, labels: tuple[str, ...], tokens: list[str], lines: list[int] | None = None
) -> dict[str, tuple[str, float]]:
    """For each field its words and the score of its surest mention.

    The logits are already divided by the head's temperature; `lines` says on which line each word stands.
    """
    known = list(range(len(tokens))) if lines is None else lines
    probabilities = np.exp(log_softmax(logits))
    best = probabilities.argmax(axis=1)
    other = 1 + probabilities[:, 1:].argmax(axis=1)
    scores = probabilities[np.arange(len(tokens)), other]
    second, third = (np.where((best > 0) | (scores >= least), other, 0) for least in (PLAUSIBLE, FAINT))
    sure, plausible, faint = (mentions([labels[i] for i in chosen], scores, tokens) for chosen in (best, second, third))
    candidates = [*sure, *further_amounts(plausible, sure, tokens)]
    for mention in further_amounts(faint, candidates, tokens):
        parts = [hundredths(words(c, tokens)) for c in candidates if c.field == mention.field]
        if is_sum(hundredths(words(mention, tokens)), [p for p in parts if p is not None]) and announced(mention, tokens, known):
            candidates.append(mention)
    candidates.sort(key=lambda m: m.first)
    answers: dict[str, tuple[str, float]] = {}
    for name in dict.fromkeys(m.field for m in candidates):
        own = [m for m in candidates if m.field == name]
        choice = of_amounts(own, tokens) if name in AMOUNTS else own
        enough = max(m.score for m in choice) - (0 if name in AMOUNTS else NEARLY)
        chosen = next(m for m in choice if m.score >= enough)
        first, end = to_the_border(chosen, [labels[i][2:] for i in second], known)
        answers[name] = (" ".join(tokens[first:end]), max(m.score for m in own))
    return answers
