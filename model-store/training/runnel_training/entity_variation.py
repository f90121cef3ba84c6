"""Writes amounts, dates and percentages of training sentences in other ways than spoken earnings calls do.

Earnings calls say "$5.2 million" and "the third quarter"; invoices and tickets say "£1,250.00" and "12/03/2024". Some
spans of earnings21_ner are replaced by made-up ones of the same type. Training only, never calibration or dev.
"""

from __future__ import annotations

import random

REPLACED = 0.35
MONTHS = "January February March April May June July August September October November December".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def amount(chance: random.Random) -> list[str]:
    """Words of a made-up amount."""
    value = chance.choice([chance.randint(1, 99), chance.randint(100, 9999), chance.randint(10_000, 2_000_000)])
    plain = chance.choice([f"{value:,}", str(value), f"{value:,}.{chance.randint(0, 99):02d}", f"{value}.{chance.randint(0, 99):02d}"])
    sign = chance.choice(["£", "€", "$", "£", "£"])
    code = chance.choice(["GBP", "EUR", "USD", "CHF", "RM", "CAD"])
    name = chance.choice(["pounds", "euros", "dollars", "quid", "pence"])
    return chance.choice(
        [[sign + plain], [sign + plain], [sign, plain], [code, plain], [plain, code], [plain, name], [plain + sign], [sign + plain + "k"]]
    )


def date(chance: random.Random) -> list[str]:
    """Words of a made-up date."""
    day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(1995, 2027)
    name = MONTHS[month - 1]
    short = name[:3]
    return chance.choice(
        [
            [f"{day:02d}/{month:02d}/{year}"],
            [f"{year}-{month:02d}-{day:02d}"],
            [f"{day}.{month}.{year}"],
            [f"{day}/{month}/{year % 100:02d}"],
            [str(day), name, str(year)],
            [str(day), name],
            [name, str(day), ",", str(year)],
            [short, str(day)],
            [f"{day}-{short}-{year}"],
            [f"{day}th", "of", name],
            [chance.choice(["last", "next", "this"]), chance.choice([*DAYS, "week", "month", "year"])],
            [chance.choice(DAYS)],
            [chance.choice(["yesterday", "tomorrow", "today"])],
            [name, str(year)],
        ]
    )


def percentage(chance: random.Random) -> list[str]:
    """Words of a made-up percentage."""
    value = chance.choice([str(chance.randint(1, 100)), f"{chance.randint(0, 40)}.{chance.randint(0, 9)}"])
    return chance.choice([[value + "%"], [value, "%"], [value, "percent"], [value, "per", "cent"]])


WRITERS = {"MONEY": amount, "DATE": date, "PERCENT": percentage}


def varied(example: dict, chance: random.Random) -> dict:
    """The example with some of its amounts, dates and percentages written anew."""
    tokens, tags = [], []
    i = 0
    while i < len(example["tokens"]):
        prefix, _, entity_type = example["tags"][i].partition("-")
        end = i + 1
        while prefix == "B" and end < len(example["tags"]) and example["tags"][end] == f"I-{entity_type}":
            end += 1
        if prefix == "B" and entity_type in WRITERS and chance.random() < REPLACED:
            words = WRITERS[entity_type](chance)
            tokens += words
            tags += [f"B-{entity_type}"] + [f"I-{entity_type}"] * (len(words) - 1)
        else:
            tokens += example["tokens"][i:end]
            tags += example["tags"][i:end]
        i = end
    return {**example, "tokens": tokens, "tags": tags}
