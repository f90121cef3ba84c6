"""Five ways in which real text is worse than test sets, for the robustness table; every one is seeded.

A text is a list of words. A transformation gives for every word of its result the place of the word it came from (None
for a filler that nobody wrote), so that tags can follow.
"""

from __future__ import annotations

import random
import re
from typing import Callable

from .spoken_numbers import spoken

Made = list[tuple[str, int | None]]

TYPO_RATE = 0.05  # of the characters
NEIGHBOURS = {
    **dict(zip("qwertyuiop", ["wa", "qes", "wrd", "etf", "ryg", "tuh", "yij", "uok", "ipl", "ol"])),
    **dict(zip("asdfghjkl", ["qsz", "adwx", "sfec", "dgrv", "fhtb", "gjyn", "hkum", "jlin", "kop"])),
    **dict(zip("zxcvbnm", ["axs", "zcd", "xvf", "cbg", "vnh", "bmj", "nk"])),
    **dict(zip("1234567890", ["2q", "13", "24", "35", "46", "57", "68", "79", "80", "9p"])),
}
NUMBER_MARKS = re.compile(r"(?<=\d)[.,:](?=\d)|(?<=\d)%")
PUNCTUATION = re.compile(r"[^\w\s$£€¥+=<>^|~]|_")
FILLERS = (["uh"], ["um"], ["like"], ["you", "know"], ["i", "mean"], ["so"])
FILLER_RATE, REPEAT_RATE, LOST_RATE, MISHEARD_RATE = 0.05, 0.03, 0.02, 0.5
SOUNDS_LIKE = [
    ("their", "there"), ("your", "you're"), ("its", "it's"), ("to", "two"), ("for", "four"), ("no", "know"), ("won", "one"),
    ("right", "write"), ("week", "weak"), ("mail", "male"), ("wait", "weight"), ("sale", "sail"), ("whole", "hole"),
    ("hear", "here"), ("new", "knew"), ("meet", "meat"), ("cheque", "check"), ("than", "then"),
    ("buy", "by"), ("would", "wood"), ("cell", "sell"), ("site", "sight"), ("affect", "effect"), ("accept", "except"),
]
MISHEARD = {**{a: b for a, b in SOUNDS_LIKE}, **{b: a for a, b in SOUNDS_LIKE}}


def upper_case(words: list[str], inside: list[bool], chance: random.Random) -> Made:
    """Everything in capitals."""
    return [(word.upper(), i) for i, word in enumerate(words)]


def lower_case(words: list[str], inside: list[bool], chance: random.Random) -> Made:
    """Everything in small letters."""
    return [(word.lower(), i) for i, word in enumerate(words)]


def mistyped(word: str, chance: random.Random) -> str:
    """Each character is swapped with the next, lost, doubled, or replaced by a neighbouring key at `TYPO_RATE`."""
    letters, made, i = list(word), [], 0
    while i < len(letters):
        letter = letters[i]
        if chance.random() >= TYPO_RATE:
            made.append(letter)
        else:
            kind = chance.choice(("swap", "drop", "double", "neighbour"))
            near = NEIGHBOURS.get(letter.lower())
            if kind == "swap" and i + 1 < len(letters):
                made += [letters[i + 1], letter]
                i += 1
            elif kind == "double":
                made += [letter, letter]
            elif kind == "neighbour" and near:
                other = chance.choice(near)
                made.append(other.upper() if letter.isupper() else other)
            elif kind != "drop" or len(letters) == 1:
                made += [letter, letter]
        i += 1
    return "".join(made) or word


def typos(words: list[str], inside: list[bool], chance: random.Random) -> Made:
    """Typing mistakes in `TYPO_RATE` of the characters, within words."""
    return [(mistyped(word, chance), i) for i, word in enumerate(words)]


def bare(word: str) -> list[str]:
    """The word without punctuation; `well-known` becomes two words, `3.5` and `12:30` stay one."""
    kept = NUMBER_MARKS.sub(lambda match: chr(0xE000 + ord(match.group())), word)
    kept = re.sub(r"['’]", "", kept)
    kept = re.sub(r"[\ue000-\ue0ff]", lambda match: chr(ord(match.group()) - 0xE000), re.sub(PUNCTUATION, _blank, kept))
    return kept.split()


def _blank(match: re.Match) -> str:
    return match.group() if 0xE000 <= ord(match.group()) <= 0xE0FF else " "


def no_punctuation(words: list[str], inside: list[bool], chance: random.Random) -> Made:
    """No punctuation; a word that is only punctuation goes."""
    return [(piece, i) for i, word in enumerate(words) for piece in bare(word)]


def transcript(words: list[str], inside: list[bool], chance: random.Random) -> Made:
    """As a recogniser writes speech: small letters, no punctuation, numbers as words, fillers, repeats, losses, mishearings."""
    made: Made = []
    for i, word in enumerate(words):
        if not inside[i] and chance.random() < FILLER_RATE:
            made += [(filler, None) for filler in chance.choice(FILLERS)]
        pieces = [said for piece in bare(word) for said in spoken(piece.lower())]
        if not inside[i] and len(pieces) == 1 and len(word) <= 3 and chance.random() < LOST_RATE * 3:
            continue
        if len(pieces) == 1 and pieces[0] in MISHEARD and chance.random() < MISHEARD_RATE:
            pieces = [MISHEARD[pieces[0]].replace("'", "")]
        if len(pieces) == 1 and chance.random() < REPEAT_RATE:
            pieces = pieces * 2
        made += [(piece, i) for piece in pieces]
    return made


TRANSFORMATIONS: dict[str, Callable[[list[str], list[bool], random.Random], Made]] = {
    "upper-case": upper_case,
    "lower-case": lower_case,
    "typos": typos,
    "no punctuation": no_punctuation,
    "noisy transcript": transcript,
}


def transformed_text(text: str, name: str, seed: int = 20) -> str:
    """A text after one transformation, its words joined by blanks; the text itself where no word would be left."""
    words = text.split()
    made = TRANSFORMATIONS[name](words, [False] * len(words), random.Random(f"{seed} {name} {text}"))
    return " ".join(word for word, _ in made) or text


def transformed_tags(
    tokens: list[str], tags: list[str], ignored: list[int], name: str, seed: int = 20
) -> tuple[list[str], list[str], list[int]]:
    """Tokens, BIO tags and the indexes that are not scored after one transformation; a span stays one span."""
    inside = [tag.startswith("I-") for tag in tags]
    made = TRANSFORMATIONS[name](tokens, inside, random.Random(f"{seed} {name} {' '.join(tokens)}"))
    spans, number = [], -1
    for tag, goes_on in zip(tags, inside):
        number += tag != "O" and not goes_on
        spans.append(number)
    if not made:
        return tokens, tags, ignored
    begun: set[int] = set()
    new_tags, unscored = [], []
    for place, (_, source) in enumerate(made):
        if source is None or tags[source] == "O":
            new_tags.append("O")
        else:
            new_tags.append(("I" if spans[source] in begun else "B") + tags[source][1:])
            begun.add(spans[source])
        if source in ignored:
            unscored.append(place)
    return [word for word, _ in made], new_tags, unscored
