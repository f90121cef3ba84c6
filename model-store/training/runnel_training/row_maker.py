"""Turns examples into rows."""

from __future__ import annotations

import random
import re

from tokenizers import Tokenizer

from .allowed_tags import WORDS_ONLY, EntityTargets, FieldTargets, tagging_masks
from .heads import ENTITIES, INVOICE_FIELDS, MAX_TOKENS, SALIENCE, Head
from .rows import NO_GROUP, Encoded, Row, Texts

WORD = re.compile(r"\w[\w'’.&/-]*\w|\w|[^\w\s]")
LEAST_PIECE = 32  # a passage is not begun in a row that has less room


class RowMaker:
    """Makes rows with one tokenizer."""

    def __init__(self, tokenizer: Tokenizer, heads: dict[str, Head], words_only_weight: float = 0.3) -> None:
        self.texts = Texts(tokenizer)
        self._heads = heads
        self._entities = EntityTargets(heads[ENTITIES], words_only_weight)
        self._fields = FieldTargets(heads[INVOICE_FIELDS])
        self.allowed = tagging_masks(self._entities, self._fields)

    def target(self, head: str, labels: dict[str, float]) -> list[float]:
        """Weights in the order of the head's labels."""
        return [labels.get(label, 0.0) for label in self._heads[head].labels]

    def chunks(self, head: str, example: dict, with_entities: bool = False) -> list[Row]:
        """A document as one or more rows; every row asks the same questions about all its text."""
        asked = {head: example["labels"], **example.get("also", {})}
        rows: list[Row] = [self._asking(asked)]
        for number, passage in enumerate(example["passages"]):
            encoded = self.texts.text(passage)
            tags = self._text_targets(example, number, passage, encoded) if with_entities else None
            start = 0
            while start < len(encoded.ids):
                left = len(encoded.ids) - start
                if rows[-1].room() < min(left, LEAST_PIECE):
                    rows.append(self._asking(asked))
                stop = start + min(left, rows[-1].room())
                groups = {name: [0] * (stop - start) for name in asked}
                if tags is not None:
                    groups[ENTITIES] = tags[start:stop]
                rows[-1].add_passage(encoded.ids[start:stop], encoded.types[start:stop], groups)
                start = stop
        return [row for row in rows if len(row.ids) > 1]

    def _asking(self, asked: dict[str, dict[str, float]]) -> Row:
        row = Row()
        for head, labels in asked.items():
            row.question(head).targets = [self.target(head, labels)]
        return row

    def _text_targets(self, example: dict, number: int, text: str, encoded: Encoded) -> list[int]:
        """Entity targets of the tokens of a text: from its spans, if it has any, else only what can be no entity."""
        spans = example.get("spans")
        found = list(WORD.finditer(text))
        tags = ["O"] * len(found)
        for name, first, end in spans[number] if spans else []:
            inside = [i for i, match in enumerate(found) if match.start() < end and match.end() > first]
            for place, i in enumerate(inside):
                tags[i] = f"{'I' if place else 'B'}-{name}"
        tags = [t if t == "O" or self._entities.knows(example["dataset"], t[2:]) else "O" for t in tags]
        dataset = example["dataset"] if spans else WORDS_ONLY
        targets = self._entities.of_words(dataset, [match.group() for match in found], tags)
        result, word, begun = [], 0, -1
        for start, _ in encoded.spans:
            while word < len(found) and found[word].end() <= start:
                word += 1
            if word == len(found) or found[word].start() > start:
                result.append(NO_GROUP)
                continue
            result.append(targets[word][0 if word != begun else 1])
            begun = word
        return result

    def add_example(self, row: Row, head: str, example: dict, limit: int) -> bool:
        """Packs the first passage of a short example into a row as its own span; False when the row is full."""
        encoded = self.texts.text(example["passages"][0])
        ids, types = encoded.ids[: MAX_TOKENS // 2], encoded.types[: MAX_TOKENS // 2]
        if not ids or len(row.ids) + len(ids) + 1 > limit:
            return False
        groups = {}
        for name, labels in {head: example["labels"], **example.get("also", {})}.items():
            question = row.question(name)
            groups[name] = [len(question.targets)] * len(ids)
            question.targets.append(self.target(name, labels))
        row.add_passage(ids, types, groups)
        return True

    def add_entities(self, row: Row, example: dict, limit: int) -> bool:
        """Packs a tagged sentence into a row; False when the row is full."""
        encoded, word_of = self.texts.words(example["tokens"])
        room = limit - 1 - len(row.ids)
        if not encoded.ids or (len(encoded.ids) > room and len(row.ids) > 1):
            return False
        words = self._entities.of_words(example["dataset"], example["tokens"], example["tags"])
        row.add_passage(encoded.ids[:room], encoded.types[:room], {ENTITIES: piece_targets(words, word_of[:room])})
        return True

    def receipt_row(self, example: dict, first: int) -> Row:
        """As many words of a receipt from word `first` on as fit, for both tagging heads."""
        encoded, word_of = self.texts.words(example["tokens"][first:])
        row = Row()
        room = row.room()
        word_of = word_of[:room]
        groups = {
            INVOICE_FIELDS: piece_targets(self._fields.of_words(example["tags"][first:]), word_of),
            ENTITIES: piece_targets(
                self._entities.of_words(example["dataset"], example["tokens"][first:], example["source_tags"][first:]), word_of
            ),
        }
        row.add_passage(encoded.ids[:room], encoded.types[:room], groups)
        return row

    def word_row(self, words: list[str], head: str) -> tuple[Row, list[int | None]]:
        """A row of words joined by spaces, and where the first piece of each word stands (None: beyond the row)."""
        encoded, word_of = self.texts.words(words)
        row = Row()
        room = row.room()
        starts: list[int | None] = [None] * len(words)
        for place, word in reversed(list(enumerate(word_of[:room]))):
            starts[word] = 1 + place
        row.add_passage(encoded.ids[:room], encoded.types[:room], {head: [NO_GROUP] * len(encoded.ids[:room])})
        return row, starts

    def entity_targets(self, example: dict) -> list[tuple[int, int]]:
        """Targets of the first and of the other pieces of every word of a tagged sentence."""
        return self._entities.of_words(example["dataset"], example["tokens"], example["tags"])

    def field_targets(self, example: dict) -> list[tuple[int, int]]:
        """The same for a receipt and its fields."""
        return self._fields.of_words(example["tags"])

    def salience_rows(self, example: dict) -> list[Row]:
        """Windows of consecutive turns, one group a sentence."""
        rows = [Row()]
        rows[0].question(SALIENCE)
        for turn, marks in zip(example["turns"], example["marks"]):
            pieces = [(self._sentence(s), mark) for s, mark in zip(turn, marks)]
            pieces = [(piece, mark) for piece, mark in pieces if piece[0]]
            length = sum(len(ids) for (ids, _), _ in pieces)
            if length > rows[-1].room() and len(rows[-1].ids) > 1:
                rows.append(Row())
            ids, types, groups = [], [], []
            for (piece_ids, piece_types), mark in pieces:
                if len(piece_ids) > rows[-1].room() - len(ids):
                    if ids:
                        rows[-1].add_passage(ids, types, {SALIENCE: groups})
                    rows.append(Row())
                    ids, types, groups = [], [], []
                question = rows[-1].question(SALIENCE)
                groups += [len(question.targets)] * len(piece_ids)
                ids, types = ids + piece_ids, types + piece_types
                question.targets.append([mark])
            if ids:
                rows[-1].add_passage(ids, types, {SALIENCE: groups})
        return [row for row in rows if row.questions.get(SALIENCE) and row.questions[SALIENCE].targets]

    def _sentence(self, text: str) -> tuple[list[int], list[int]]:
        encoded = self.texts.text(text)
        return encoded.ids[: MAX_TOKENS - 2], encoded.types[: MAX_TOKENS - 2]


def piece_targets(words: list[tuple[int, int]], word_of: list[int]) -> list[int]:
    """Targets of tokens from those of their words."""
    targets, last = [], None
    for word in word_of:
        targets.append(words[word][0 if word != last else 1])
        last = word
    return targets
