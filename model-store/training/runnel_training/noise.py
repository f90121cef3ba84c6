"""Small damage to training rows, so that the heads do not lean on letter case, punctuation or spelling."""

from __future__ import annotations

import random
import re

from tokenizers import Tokenizer

PUNCTUATION = re.compile(r"[.,;:!?\"'()]+")
ROUGH_CHARACTERS = 0.03
_LETTERS: set[int] = set()


def learn_letters(tokenizer: Tokenizer) -> None:
    """Remembers which tokens have letters: only those can be written in capitals."""
    _LETTERS.update(number for piece, number in tokenizer.get_vocab().items() if any(c.isalpha() for c in piece) and "[" not in piece)


def recased(types: list[int], ids: list[int], noise: dict, chance: random.Random) -> list[int]:
    """The letter cases of a row, of the row in small letters, or of the row in capitals; the ids are uncased anyway."""
    luck = chance.random()
    if luck < noise["lower"]:
        return [0] * len(types)
    if luck < noise["lower"] + noise["upper"]:
        return [2 if token in _LETTERS else 0 for token in ids]
    return types


def roughened(text: str, chance: random.Random) -> str:
    """The text without punctuation, or with a few letters lost, doubled or swapped."""
    if chance.random() < 0.4:
        return PUNCTUATION.sub(" ", text)
    letters = list(text)
    for i in range(len(letters) - 1):
        if letters[i].isalpha() and chance.random() < ROUGH_CHARACTERS:
            luck = chance.randrange(3)
            if luck == 0:
                letters[i] = ""
            elif luck == 1:
                letters[i] *= 2
            else:
                letters[i], letters[i + 1] = letters[i + 1], letters[i]
    return "".join(letters)
