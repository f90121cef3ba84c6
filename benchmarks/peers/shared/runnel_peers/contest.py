"""The frame around every Python contestant: reads the corpus, warms up, measures, prints one JSON line.

A contestant gets slices of texts in the order of the corpus. It may reorder within a slice, as a program that works on
files would, and answers in the order it was given.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

SLICE = 128
CHECKED = 128
PROBED = 256
BUDGETS = (256, 512, 1024, 2048)


@dataclass(frozen=True)
class Piece:
    """A line of the corpus: a document, or one of the pieces of a long one; `opens` is true for its first piece."""

    id: str
    text: str
    tokens: int
    opens: bool


@dataclass(frozen=True)
class Answer:
    """What the four tasks found in a piece."""

    classification: str
    sentiment: str
    entities: int
    sentences: int


@dataclass(frozen=True)
class Options:
    """The arguments that every contestant takes."""

    corpus: Path
    models: Path
    pack: Path | None
    seconds: float
    warmup: float
    threads: int
    batch: int


@dataclass(frozen=True)
class Contestant:
    """Who competes: its name, what was set, the packages whose versions count, and what answers a slice of texts.

    `slice` is how many texts it gets at a time; `tune` tries what it can be set to on some texts, and says what it chose.
    """

    name: str
    settings: dict[str, object]
    packages: tuple[str, ...]
    answer: Callable[[list[str]], list[Answer]]
    slice: int = SLICE
    tune: Callable[[list[str]], dict[str, object]] = field(default=lambda texts: {})


def read_options(description: str, batch: int = 0) -> Options:
    """Reads the command line; `batch` is this contestant's default, 0 where batches are made by tokens."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--corpus", type=Path, required=True, help="corpus.jsonl as the models' step wrote it")
    parser.add_argument("--models", type=Path, required=True, help="folder with one model folder a task")
    parser.add_argument("--pack", type=Path, help="a folder of our own pack, such as model-store/models/runnel-base/3")
    parser.add_argument("--seconds", type=float, required=True, help="measure at least so long")
    parser.add_argument("--warmup", type=float, default=5.0, help="answer so long before measuring")
    parser.add_argument("--threads", type=int, required=True, help="CPUs to use")
    parser.add_argument("--batch", type=int, default=batch, help="texts in one model run")
    return Options(**vars(parser.parse_args()))


def read_corpus(path: Path) -> list[Piece]:
    """The corpus; pieces of one document follow each other."""
    pieces: list[Piece] = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            opens = not pieces or pieces[-1].id != row["id"]
            pieces.append(Piece(row["id"], row["text"], row["tokens"], opens))
    if not pieces:
        raise SystemExit(f"{path} has no line; expected {{id, text, tokens}} in each. Run models/run first.")
    return pieces


def say(line: str) -> None:
    """Tells people how far it is; standard output belongs to the result."""
    print(line, file=sys.stderr, flush=True)


def compete(options: Options, contestant: Contestant) -> None:
    """Warms up, measures whole slices until the time is over, and prints the result."""
    pieces = read_corpus(options.corpus)
    say(f"{contestant.name}: {len(pieces)} pieces, {contestant.settings}")
    slices = endless(pieces, contestant.slice)
    first = [piece.text for piece in next(slices)]
    check = contestant.answer(first)[:CHECKED]
    chosen = contestant.tune(first[:PROBED])
    spend(options.warmup, slices, contestant)
    documents, tokens, seconds = spend(options.seconds, slices, contestant)
    print(
        json.dumps(
            {
                "name": contestant.name,
                "documents": documents,
                "tokens": tokens,
                "seconds": round(seconds, 3),
                "settings": {"threads": options.threads, "batch": options.batch, **contestant.settings, **chosen},
                "versions": versions(contestant.packages),
                "answers": summary(check),
            }
        ),
        flush=True,
    )


def endless(pieces: list[Piece], size: int) -> Iterator[list[Piece]]:
    """Slice after slice, from the start again at the end."""
    while True:
        for start in range(0, len(pieces), size):
            yield pieces[start : start + size]


def spend(seconds: float, slices: Iterator[list[Piece]], contestant: Contestant) -> tuple[int, int, float]:
    """Answers slices until so much time has gone; documents, tokens, and the seconds that they took."""
    documents = tokens = 0
    start = time.perf_counter()
    while time.perf_counter() - start < seconds:
        pieces = next(slices)
        answers = contestant.answer([piece.text for piece in pieces])
        if len(answers) != len(pieces):
            raise SystemExit(f"{contestant.name} gave {len(answers)} answers to {len(pieces)} texts.")
        documents += sum(piece.opens for piece in pieces)
        tokens += sum(piece.tokens for piece in pieces)
    return documents, tokens, time.perf_counter() - start


def fastest_budget(texts: list[str], answer: Callable[[list[str], int], object]) -> int:
    """The most padded tokens of a batch with which these texts are answered soonest; each is tried once when warm."""
    answer(texts, BUDGETS[0])
    seconds = {}
    for budget in BUDGETS:
        start = time.perf_counter()
        answer(texts, budget)
        seconds[budget] = time.perf_counter() - start
    return min(seconds, key=seconds.__getitem__)


def summary(answers: list[Answer]) -> dict[str, object]:
    """Counts over the first pieces, and what each was answered; equal models must come close to each other."""
    return {
        "pieces": len(answers),
        "classification": dict(Counter(answer.classification for answer in answers).most_common()),
        "sentiment": dict(Counter(answer.sentiment for answer in answers).most_common()),
        "entities": sum(answer.entities for answer in answers),
        "sentences": sum(answer.sentences for answer in answers),
        "by_piece": [[a.classification, a.sentiment, a.entities, a.sentences] for a in answers],
    }


def versions(packages: tuple[str, ...]) -> dict[str, str]:
    """Python's version and those of the packages."""
    return {"python": platform.python_version(), **{name: metadata.version(name) for name in packages}}
