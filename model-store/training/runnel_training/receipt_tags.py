"""Which words of a receipt are tagged as a field, where the source tags one occurrence of its value.

An amount that merely equals the total (cash tendered, the only line item, the taxable part) is no total: tagging it
teaches that any amount may be one. So a total is tagged where its line announces one, and the source's own occurrence
gives way to a better announced one.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher

SAME_WORDS = ("company", "date")  # every occurrence of the same words is a right answer
TOTAL = "total"
CURRENCIES = ("RM", "MYR", "$", "£", "€")
PAID = re.compile(r"\b(CASH|CHANGE|VISA|MASTER|CARD|PAID|PAYMENT|TENDER\w*|RECEIVED|DEPOSIT|REFUND)\b")
ANNOUNCES = re.compile(r"TOTAL|PAYABLE|\b(TL|DUE|NETT?)\b")
PART = re.compile(r"\bSUB|EXCL|BEFORE|QTY|QUANTITY|SAVING|DISCOUNT|\bGST\s*:")
AMOUNT = re.compile(r"\bAM(OUN)?T\b")
PRICE = re.compile(r"\d[.,]\d\d\b")
ALIKE = 0.8  # of a told value and the print that differs from it by a misread letter


def signs(text: str) -> str:
    """Letters and digits in capitals: how values are compared."""
    return re.sub(r"[\W_]+", "", text).upper()


def spans_of(tags: list[str]) -> list[tuple[str, int, int]]:
    """Field, first and last-plus-one word of every tagged span."""
    spans = []
    for i, tag in enumerate(tags):
        prefix, _, name = tag.partition("-")
        if prefix == "B":
            end = i + 1
            while end < len(tags) and tags[end] == f"I-{name}":
                end += 1
            spans.append((name, i, end))
    return spans


def write_span(tags: list[str], name: str, first: int, end: int) -> None:
    """Tags these words as one span."""
    tags[first:end] = [f"B-{name}"] + [f"I-{name}"] * (end - first - 1)


def occurrences(tokens: list[str], wanted: list[str]) -> list[tuple[int, int]]:
    """Where these words stand one after the other."""
    starts = range(len(tokens) - len(wanted) + 1)
    return [(s, s + len(wanted)) for s in starts if tokens[s : s + len(wanted)] == wanted]


def standing(text: str, first: int, end: int) -> int:
    """How clearly these characters are announced as a total: 2 as the total, 1 as a part or an amount, 0 not at all."""
    line_start = text.rfind("\n", 0, first) + 1
    line_end = text.find("\n", end) if "\n" in text[end:] else len(text)
    before = text[line_start:first].upper()
    if not signs(re.sub(r"RM|[\d\W]", "", before)):
        before = text[text.rfind("\n", 0, max(0, line_start - 1)) + 1 : first].upper()
    if PAID.search(before):
        return 0
    if ANNOUNCES.search(before):
        return 1 if PART.search(before) or PRICE.search(text[end:line_end]) else 2
    return 1 if AMOUNT.search(before) else 0


def places(tokens: list[str], text: str) -> list[tuple[int, int]]:
    """First and last-plus-one character of every word, which stand in this order in the text."""
    found, at = [], 0
    for token in tokens:
        start = text.index(token, at)
        at = start + len(token)
        found.append((start, at))
    return found


def lines_of(tokens: list[str], text: str) -> list[int]:
    """On which line of the text every word begins."""
    return [text.count("\n", 0, start) for start, _ in places(tokens, text)]


def occurrences_tagged(tokens: list[str], tags: list[str], text: str) -> list[str]:
    """The tags with every right occurrence of company, date and total tagged, and no amount that only equals the total."""
    tags, where = list(tags), places(tokens, text)
    for name, first, end in spans_of(tags):
        same = [s for s in occurrences(tokens, tokens[first:end]) if s == (first, end) or set(tags[slice(*s)]) == {"O"}]
        if name == TOTAL:
            clear = {s: standing(text, where[s[0]][0], where[s[1] - 1][1]) for s in same}
            best = max(clear.values())
            same = [s for s in same if clear[s] == best] if best else [(first, end)]
            tags[first:end] = ["O"] * (end - first)
        if name in (*SAME_WORDS, TOTAL):
            for own in same:
                write_span(tags, name, *own)
    return tags


def without_currency(tokens: list[str], tags: list[str]) -> list[str]:
    """The tags of totals without a currency before the amount, which the source takes in for some shops only."""
    tags = list(tags)
    for name, first, end in spans_of(tags):
        if name == TOTAL and end - first > 1 and tokens[first] in CURRENCIES:
            tags[first] = "O"
            write_span(tags, name, first + 1, end)
    return tags


def told_tagged(tokens: list[str], tags: list[str], fields: dict[str, str]) -> list[str]:
    """The tags with each told but untagged field at the words that differ from its value by a few misread letters."""
    tags, own = list(tags), [signs(token) for token in tokens]
    for name in [n for n in fields if f"B-{n}" not in tags]:
        wanted = signs(fields[name])
        best = (ALIKE, 0, 0)
        for first in [i for i, letters in enumerate(own) if letters]:
            for end in range(first + 1, len(tokens) + 1):
                letters = "".join(own[first:end])
                if len(letters) > len(wanted) / ALIKE or set(tags[first:end]) != {"O"}:
                    break
                if own[end - 1] and len(letters) >= len(wanted) * ALIKE:
                    best = max(best, (SequenceMatcher(None, wanted, letters, autojunk=False).ratio(), first, end))
        if best[2]:
            write_span(tags, name, *best[1:])
    return tags
