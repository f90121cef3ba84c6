"""Numbers as one says them: `25` is twenty five, `3.5%` three point five percent, `$12` twelve dollars."""

from __future__ import annotations

import re

ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split()
STEPS = ((1_000_000_000, "billion"), (1_000_000, "million"), (1_000, "thousand"), (100, "hundred"))
CURRENCIES = {"$": "dollars", "£": "pounds", "€": "euros", "¥": "yen"}
NUMBER = re.compile(r"([$£€¥]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?(%?)")
LONGEST = 9  # longer ones are read digit by digit, as those that begin with zero


def cardinal(number: int) -> list[str]:
    """The words of a number from 0 on."""
    if number < 20:
        return [ONES[number]]
    if number < 100:
        return [TENS[number // 10]] + ([ONES[number % 10]] if number % 10 else [])
    for size, name in STEPS:
        if number >= size:
            return cardinal(number // size) + [name] + (cardinal(number % size) if number % size else [])
    raise AssertionError("a number of 100 and more has a step")


def year_or_cardinal(digits: str) -> list[str]:
    """`2017` is twenty seventeen; other numbers as they are."""
    number = int(digits)
    if len(digits) == 4 and 1100 <= number <= 2099 and number % 100 >= 10:
        return cardinal(number // 100) + cardinal(number % 100)
    if len(digits) > LONGEST or (len(digits) > 1 and digits[0] == "0"):
        return [ONES[int(digit)] for digit in digits]
    return cardinal(number)


def spoken(word: str) -> list[str]:
    """The word in letters only; a word without digits as it is, letters and digits apart otherwise."""
    match = NUMBER.fullmatch(word)
    if match:
        sign, whole, decimals, percent = match.groups()
        said = year_or_cardinal(whole.replace(",", ""))
        said += ["point", *(ONES[int(digit)] for digit in decimals)] if decimals else []
        return said + ([CURRENCIES[sign]] if sign else []) + (["percent"] if percent else [])
    pieces = re.findall(r"\d+|[^\d\W]+", word)
    return [said for piece in pieces for said in (year_or_cardinal(piece) if piece.isdecimal() else [piece])] or [word]
