"""Token rows: `[CLS] passage [SEP] passage [SEP] ...`, at most 256 tokens, and which tokens answer which question.

A row may ask several heads at once. A question carries groups of tokens: for a pooled head each group is one span with
one target (a weight per label); for a tagging head every token has its own target (the index of a set of allowed
tags). Special tokens belong to no group.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from tokenizers import Tokenizer

from .encoder import letter_case
from .heads import MAX_TOKENS

CLS, SEP = 101, 102
NO_GROUP = -1


class Encoded(NamedTuple):
    """Tokens of one text: ids, letter cases, whether a token goes on the word before it, code-point spans."""

    ids: list[int]
    types: list[int]
    goes_on: list[bool]
    spans: list[tuple[int, int]]


class Texts:
    """Encodes text without special tokens."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer

    def text(self, text: str) -> Encoded:
        """Tokens of a text as it is."""
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        spans = encoding.offsets
        words = encoding.word_ids
        goes_on = [i > 0 and words[i] == words[i - 1] for i in range(len(words))]
        return Encoded(encoding.ids, [letter_case(text[a:b]) for a, b in spans], goes_on, spans)

    def words(self, words: list[str]) -> tuple[Encoded, list[int]]:
        """Tokens of words joined by spaces, and the word of each token."""
        encoding = self._tokenizer.encode(words, is_pretokenized=True, add_special_tokens=False)
        ids = encoding.word_ids
        types = [letter_case(words[word][a:b]) for word, (a, b) in zip(ids, encoding.offsets)]
        goes_on = [i > 0 and ids[i] == ids[i - 1] for i in range(len(ids))]
        return Encoded(encoding.ids, types, goes_on, encoding.offsets), ids


@dataclass
class Question:
    """What one head is asked about a row."""

    groups: list[int]
    targets: list = field(default_factory=list)


@dataclass
class Row:
    """One model input with its questions by head."""

    ids: list[int] = field(default_factory=lambda: [CLS])
    types: list[int] = field(default_factory=lambda: [0])
    questions: dict[str, Question] = field(default_factory=dict)

    def room(self) -> int:
        """Tokens that still fit before the closing separator."""
        return MAX_TOKENS - 1 - len(self.ids)

    def question(self, head: str) -> Question:
        """The head's question, begun if it is new."""
        if head not in self.questions:
            self.questions[head] = Question([NO_GROUP] * len(self.ids))
        return self.questions[head]

    def add_passage(self, ids: list[int], types: list[int], groups: dict[str, list[int]]) -> None:
        """Appends one passage and its separator; heads that are not named are not asked about it."""
        for head in groups:
            self.question(head)
        for head, question in self.questions.items():
            question.groups += [*groups.get(head, [NO_GROUP] * len(ids)), NO_GROUP]
        self.ids += [*ids, SEP]
        self.types += [*types, 0]

    def asks(self) -> bool:
        """Whether any token has a target."""
        return any(group != NO_GROUP for question in self.questions.values() for group in question.groups)
