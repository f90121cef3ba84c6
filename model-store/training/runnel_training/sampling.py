"""Chooses what the next training steps see: which data set, which rows, packed or single, batched by length."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Iterator

from .datasets import read_prepared
from .entity_variation import varied
from .heads import CONVERSATION_DOMAIN, ENTITIES, INVOICE_FIELDS, MAX_TOKENS, SALIENCE, SENTIMENT, SPEND_CATEGORY, TICKET_QUEUE
from .noise import recased, roughened
from .receipt_variation import varied_receipt
from .row_maker import RowMaker
from .rows import Row

POOL_BATCHES = 24
MOST_TURNS = 8


class Source:
    """The examples of one data set for one head, read in a shuffled circle."""

    def __init__(self, head: str, rows: list[dict], maker: RowMaker, recipe: dict, chance: random.Random) -> None:
        self._head, self._rows, self._maker, self._recipe, self._chance = head, rows, maker, recipe, chance
        self._words_only = rows[0]["dataset"] in recipe["words_only"]
        self._order: list[int] = []
        self.epochs = 0

    def _next(self) -> dict:
        if not self._order:
            self._order = list(range(len(self._rows)))
            self._chance.shuffle(self._order)
            self.epochs += 1
        chosen = self._rows[self._order.pop()]
        if chosen["dataset"] == "earnings21_ner":
            return varied(chosen, self._chance)
        if "passages" in chosen and "spans" not in chosen and self._chance.random() < self._recipe["noise"]["rough"]:
            return {**chosen, "passages": [roughened(p, self._chance) for p in chosen["passages"]]}
        return chosen

    def row(self) -> Row:
        """One row, its letter case changed now and then."""
        row = self._row()
        row.types = recased(row.types, row.ids, self._recipe["noise"], self._chance)
        return row

    def _row(self) -> Row:
        """A window of a long document, a single short example, or several packed ones."""
        if self._head == SALIENCE:
            return self._salience_row()
        if self._head == INVOICE_FIELDS:
            return self._receipt_row()
        if self._head == CONVERSATION_DOMAIN:
            return self._dialogue_row()
        packed = self._chance.random() < self._recipe["packed"]
        if self._head == ENTITIES:
            return self._filled(self._maker.add_entities, self._limit() if packed else MAX_TOKENS, packed)
        if packed and self._head in (SENTIMENT, SPEND_CATEGORY):
            add = lambda row, example, limit: self._maker.add_example(row, self._head, example, limit)  # noqa: E731
            return self._filled(add, self._limit(), packed)
        chosen = self._next()
        if self._head == TICKET_QUEUE and self._chance.random() < self._recipe["one_passage"]:
            chosen = {**chosen, "passages": [self._chance.choice(chosen["passages"])]}
        if self._head == SPEND_CATEGORY and self._chance.random() < self._recipe["without_supplier"]:
            chosen = {**chosen, "passages": chosen["passages"][:1]}
        rows = self._maker.chunks(self._head, chosen, with_entities=self._words_only)
        return self._chance.choice(rows) if rows else self._row()

    def _limit(self) -> int:
        return self._chance.choice(self._recipe["packed_lengths"])

    def _filled(self, add, limit: int, packed: bool) -> Row:
        row = Row()
        while True:
            added = add(row, self._next(), limit)
            if row.asks() and (not packed or not added):
                return row

    def _dialogue_row(self) -> Row:
        """A window of a dialogue, or of its turns about one domain: of a mixed window any of its domains is a right answer."""
        chosen = self._next()
        if self._chance.random() < self._recipe["one_domain"]:
            chosen = about_one_domain(chosen, self._chance)
        return self._chance.choice(self._maker.chunks(self._head, chosen, with_entities=True))

    def _receipt_row(self) -> Row:
        """The head of a receipt, or a window from anywhere: the total stands far below the address."""
        chosen = varied_receipt(self._next(), self._rows, self._chance)
        first = 0 if self._chance.random() < 0.5 else self._chance.randrange(max(1, len(chosen["tokens"]) - 40))
        return self._maker.receipt_row(chosen, first)

    def _salience_row(self) -> Row:
        """A window; those without a salient sentence are kept one time in four."""
        windows = self._maker.salience_rows(self._next())
        good = [w for w in windows if any(t[0] > 0.3 for t in w.questions[SALIENCE].targets)]
        if good and self._chance.random() < 0.75:
            return self._chance.choice(good)
        return self._chance.choice(windows) if windows else self._salience_row()


def about_one_domain(dialogue: dict, chance: random.Random) -> dict:
    """Up to eight turns in a row about the same domain; the dialogue as it is if no turn's domain is known."""
    about = dialogue["about"]
    known = sorted({domain for domain in about if domain})
    if not known:
        return dialogue
    domain = chance.choice(known)
    first = chance.choice([turn for turn, found in enumerate(about) if found == domain])
    last = first + 1
    while last < min(len(about), first + MOST_TURNS) and about[last] == domain:
        last += 1
    cut = {key: dialogue[key][first:last] for key in ("passages", "spans", "about")}
    return {**dialogue, **cut, "labels": {domain: 1.0}}


class Sampler:
    """Endless batches; each data set gets its share of the tokens."""

    def __init__(self, work: Path, maker: RowMaker, recipe: dict, seed: int) -> None:
        self._chance = random.Random(seed)
        self._batch_tokens = recipe["batch_tokens"]
        self._sources: dict[tuple[str, str], Source] = {}
        self._shares: dict[tuple[str, str], float] = {}
        self._spent: dict[tuple[str, str], float] = {}
        for head, datasets in recipe["sources"].items():
            prepared = read_prepared(work, head, "train")
            for dataset, options in datasets.items():
                rows = [row for row in prepared if row["dataset"] == dataset]
                self._chance.shuffle(rows)
                rows = rows[: options.get("limit", len(rows))]
                if not rows:
                    raise SystemExit(f"recipe.yaml names {dataset} for {head}, but `prepare` found no rows of it.")
                key = (head, dataset)
                self._sources[key] = Source(head, rows, maker, recipe, self._chance)
                self._shares[key] = options["share"]
                self._spent[key] = 0.0

    def epochs(self) -> dict[str, int]:
        """How often each data set was begun."""
        return {f"{head}/{dataset}": source.epochs for (head, dataset), source in self._sources.items()}

    def rest(self, head: str, factor: float) -> None:
        """From now on the head's data sets get only that part of their share."""
        for key in self._shares:
            if key[0] == head:
                self._shares[key] *= factor

    def batches(self) -> Iterator[list[Row]]:
        """Batches of rows of similar length, shuffled within a pool."""
        while True:
            pool: list[Row] = []
            while sum(len(row.ids) for row in pool) < POOL_BATCHES * self._batch_tokens:
                for _ in range(16):
                    key = min(self._spent, key=self._spent.get)
                    row = self._sources[key].row()
                    self._spent[key] += len(row.ids) / self._shares[key]
                    pool.append(row)
            pool.sort(key=lambda row: len(row.ids))
            cut = cut_by_tokens(pool, self._batch_tokens)
            self._chance.shuffle(cut)
            yield from cut


def cut_by_tokens(rows: list[Row], batch_tokens: int) -> list[list[Row]]:
    """Cuts rows sorted by length into batches of at most that many padded tokens."""
    batches: list[list[Row]] = [[]]
    for row in rows:
        if batches[-1] and (len(batches[-1]) + 1) * len(row.ids) > batch_tokens:
            batches.append([])
        batches[-1].append(row)
    return batches
