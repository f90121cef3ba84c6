"""Writes receipts of training anew, so that a head learns the form and not the few hundred shops and their prices.

The seller stands at the top and a customer may be named below it; the total is the amount that its line announces,
whatever the amount is. Training only, never calibration or dev.
"""

from __future__ import annotations

import random
import re

from .receipt_tags import spans_of

PRICE = re.compile(r"(\D*)(\d+\.\d\d)(\D*)")
OTHER_PRICES, OTHER_SELLER, CUSTOMER = 0.5, 0.3, 0.15
MOST_BETWEEN = 20  # words between the seller's address and a customer
CUSTOMER_MARKS = (["BILL", "TO", ":"], ["SOLD", "TO", ":"], ["CUSTOMER", ":"], ["TO", ":"], ["M/S"], ["ATTN", ":"], [])


def with_other_prices(example: dict, factor: float) -> dict:
    """All amounts times one factor: their order stays, and equal amounts stay equal."""
    found = [PRICE.fullmatch(token) for token in example["tokens"]]
    times = [m and f"{m[1]}{float(m[2]) * factor:.2f}{m[3]}" for m in found]
    return {**example, "tokens": [new or token for new, token in zip(times, example["tokens"])]}


def replaced(example: dict, first: int, end: int, tokens: list[str], tags: list[str], source_tags: list[str]) -> dict:
    """The example with other words, and their tags, in place of those from `first` to before `end`."""
    new = {"tokens": tokens, "tags": tags, "source_tags": source_tags}
    return {**example} | {name: [*example[name][:first], *own, *example[name][end:]] for name, own in new.items()}


def with_seller_of(example: dict, other: dict) -> dict:
    """The example with the other's company; the same receipt if one of them names none."""
    own = [span for span in spans_of(example["tags"]) if span[0] == "company"]
    theirs = [span for span in spans_of(other["tags"]) if span[0] == "company"]
    for _, first, end in reversed(own if theirs else []):
        a, b = theirs[0][1:]
        example = replaced(example, first, end, other["tokens"][a:b], other["tags"][a:b], other["source_tags"][a:b])
    return example


def with_customer(example: dict, other: dict, chance: random.Random) -> dict:
    """The example with the other's company and address as its customer somewhere below the own address: no fields."""
    ends = [end for name, _, end in spans_of(example["tags"]) if name == "address"]
    parts = [(a, b) for name, a, b in spans_of(other["tags"]) if name in ("company", "address")]
    free = [i for i, tag in enumerate(example["tags"]) if not tag.startswith("I-") and not example["source_tags"][i].startswith("I-")]
    below = [i for i in free if ends and ends[0] <= i <= ends[0] + MOST_BETWEEN]
    if not below or not parts:
        return example
    tokens, mark = [], chance.choice(CUSTOMER_MARKS)
    source_tags = ["O"] * len(mark)
    for a, b in parts[:2]:
        tokens += other["tokens"][a:b]
        source_tags += other["source_tags"][a:b]
    place = chance.choice(below)
    return replaced(example, place, place, [*mark, *tokens], ["O"] * len(source_tags), source_tags)


def varied_receipt(example: dict, others: list[dict], chance: random.Random) -> dict:
    """The receipt, now and then with other prices, another seller, a customer."""
    if chance.random() < OTHER_PRICES:
        example = with_other_prices(example, 10 ** chance.uniform(-0.5, 1.0))
    if chance.random() < OTHER_SELLER:
        example = with_seller_of(example, chance.choice(others))
    if chance.random() < CUSTOMER:
        example = with_customer(example, chance.choice(others), chance)
    return example
