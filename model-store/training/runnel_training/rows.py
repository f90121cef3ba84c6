"""Token rows: `[CLS] passage [SEP] passage [SEP] ...`, at most 256 tokens, and which tokens answer which question.

A row carries groups of tokens. For a pooled head each group is one span with one target (a weight per label); for
`entities` every token has its own target (the index of a set of allowed tags). Special tokens belong to no group.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from tokenizers import Tokenizer

from .entity_examples import Plausibility, allowed_tags, is_ignored
from .heads import MAX_TOKENS, Head, load_mapping

CLS, SEP = 101, 102
NO_GROUP = -1
WORDS_ONLY = "words_only"  # texts without gold: only words that can be no entity are known, as O


@dataclass
class Row:
    """One model input and its targets."""

    head: str
    ids: list[int] = field(default_factory=lambda: [CLS])
    groups: list[int] = field(default_factory=lambda: [NO_GROUP])
    targets: list = field(default_factory=list)

    def room(self) -> int:
        """Tokens that still fit before the closing separator."""
        return MAX_TOKENS - 1 - len(self.ids)

    def add_passage(self, ids: list[int], groups: list[int]) -> None:
        """Appends one passage and its separator."""
        self.ids += [*ids, SEP]
        self.groups += [*groups, NO_GROUP]


class AllowedTags:
    """The distinct sets of allowed entity tags met so far; a token's target is an index into `masks`."""

    def __init__(self, head: Head) -> None:
        mapping = load_mapping("entities")
        self._types = mapping["types"]
        self._datasets = {**mapping["datasets"], WORDS_ONLY: {"map": {}, "complete": []}}
        self._plausibility = Plausibility(mapping)
        self._position = {tag: i for i, tag in enumerate(head.labels)}
        self._index: dict[tuple[int, ...], int] = {}
        self.masks: list[list[bool]] = []

    def _index_of(self, tag: str, rules: dict, plausible: frozenset[str]) -> int:
        key = tuple(sorted(self._position[t] for t in allowed_tags(tag, self._types, rules, plausible)))
        if key not in self._index:
            self._index[key] = len(self.masks)
            self.masks.append([i in key for i in range(len(self._position))])
        return self._index[key]

    def targets(self, example: dict) -> list[tuple[int, int]]:
        """For every word the targets of its first piece and of its other pieces; NO_GROUP where there is no signal."""
        rules = self._datasets[example["dataset"]]
        result = []
        for token, tag, plausible in zip(
            example["tokens"], example["tags"], self._plausibility.types(example["tokens"])
        ):
            if is_ignored(token, tag.partition("-")[2], rules):
                result.append((NO_GROUP, NO_GROUP))
                continue
            inside = tag.replace("B-", "I-", 1)
            result.append((self._index_of(tag, rules, plausible), self._index_of(inside, rules, plausible)))
        return result


class RowMaker:
    """Turns examples into rows with one tokenizer."""

    def __init__(self, tokenizer: Tokenizer | Path, heads: dict[str, Head]) -> None:
        self._tokenizer = tokenizer if isinstance(tokenizer, Tokenizer) else Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._heads = heads
        self.allowed = AllowedTags(heads["entities"])

    def encode(self, text: str) -> list[int]:
        """Token ids without special tokens."""
        return self._tokenizer.encode(text, add_special_tokens=False).ids

    def target(self, head: str, labels: dict[str, float]) -> list[float]:
        """Weights in the order of the head's labels."""
        return [labels.get(label, 0.0) for label in self._heads[head].labels]

    def chunks(self, head: str, example: dict) -> list[Row]:
        """A document as one or more rows; every row asks the same question about all its text."""
        target = self.target(head, example["labels"])
        rows = [Row(head, targets=[target])]
        for passage in example["passages"]:
            ids = self.encode(passage)
            while ids:
                if rows[-1].room() < min(len(ids), 32):
                    rows.append(Row(head, targets=[target]))
                room = rows[-1].room()
                rows[-1].add_passage(ids[:room], [0] * len(ids[:room]))
                ids = ids[room:]
        return [row for row in rows if len(row.ids) > 1]

    def add_example(self, row: Row, example: dict, limit: int) -> bool:
        """Packs the first passage of a short example into a row as its own span; False when the row is full."""
        ids = self.encode(example["passages"][0])[: MAX_TOKENS // 2]
        if not ids or len(row.ids) + len(ids) + 1 > limit:
            return False
        row.add_passage(ids, [len(row.targets)] * len(ids))
        row.targets.append(self.target(row.head, example["labels"]))
        return True

    def add_entities(self, row: Row, example: dict, limit: int) -> bool:
        """Packs a tagged sentence into a row; False when the row is full."""
        encoding = self._tokenizer.encode(example["tokens"], is_pretokenized=True, add_special_tokens=False)
        room = limit - 1 - len(row.ids)
        if not encoding.ids or (len(encoding.ids) > room and len(row.ids) > 1):
            return False
        words, targets, last = self.allowed.targets(example), [], None
        for word in encoding.word_ids[:room]:
            first, other = words[word]
            targets.append(first if word != last else other)
            last = word
        row.add_passage(encoding.ids[:room], targets)
        return True

    def word_starts(self, words: list[str], room: int) -> tuple[list[int], list[int | None]]:
        """Token ids of words joined by spaces, and where the first piece of each word stands (None: nowhere)."""
        encoding = self._tokenizer.encode(words, is_pretokenized=True, add_special_tokens=False)
        starts: list[int | None] = [None] * len(words)
        for place, word in reversed(list(enumerate(encoding.word_ids[:room]))):
            starts[word] = place
        return encoding.ids[:room], starts

    def salience_rows(self, example: dict) -> list[Row]:
        """Windows of consecutive turns, one group a sentence."""
        rows = [Row("salience")]
        for turn, marks in zip(example["turns"], example["marks"]):
            pieces = [(self.encode(s)[: MAX_TOKENS - 2], mark) for s, mark in zip(turn, marks)]
            pieces = [(ids, mark) for ids, mark in pieces if ids]
            length = sum(len(ids) for ids, _ in pieces)
            if length > rows[-1].room() and len(rows[-1].ids) > 1:
                rows.append(Row("salience"))
            ids, groups = [], []
            for piece, mark in pieces:
                if len(piece) > rows[-1].room() - len(ids):
                    if ids:
                        rows[-1].add_passage(ids, groups)
                    rows.append(Row("salience"))
                    ids, groups = [], []
                groups += [len(rows[-1].targets)] * len(piece)
                ids = ids + piece
                rows[-1].targets.append([mark])
            if ids:
                rows[-1].add_passage(ids, groups)
        return [row for row in rows if row.targets]
