"""Cuts documents into pieces that every contestant can take whole, so that none truncates and none does less work."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Encoding, Tokenizer

from runnel_peers.texts import sentences

MOST_TOKENS = 254
SPECIAL_TOKENS = 2
SEED = 20


@dataclass(frozen=True)
class Piece:
    """A text of at most `MOST_TOKENS` word pieces; `tokens` counts [CLS] and [SEP] too."""

    id: str
    text: str
    tokens: int


def read_documents(path: Path) -> list[tuple[str, str]]:
    """Id and text of every line `{"id", "text"}`."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [(row["id"], row["text"]) for row in rows if row["text"].strip()]


def cut(tokenizer: Tokenizer, documents: list[tuple[str, str]]) -> list[Piece]:
    """All pieces; documents in a shuffled order, so that any stretch of the corpus is like the whole."""
    shuffled = random.Random(SEED).sample(documents, len(documents))
    pieces: list[Piece] = []
    for document_id, text in shuffled:
        for part in parts(tokenizer, text):
            tokens = len(tokenizer.encode(part, add_special_tokens=False))
            if tokens > MOST_TOKENS:
                raise SystemExit(f"A piece of document {document_id} has {tokens} tokens; expected at most {MOST_TOKENS}.")
            pieces.append(Piece(document_id, part, tokens + SPECIAL_TOKENS))
    return pieces


def parts(tokenizer: Tokenizer, text: str) -> list[str]:
    """The text itself, or what it is cut into: at starts of sentences, or of words where a sentence is too long."""
    encoding = tokenizer.encode(text, add_special_tokens=False)
    if len(encoding) <= MOST_TOKENS:
        return [text]
    borders = [*chosen_borders(encoding, sentence_starts(text, encoding)), len(text)]
    found = [text[start:end].strip() for start, end in zip([0, *borders], borders)]
    return [part for part in found if part]


def sentence_starts(text: str, encoding: Encoding) -> set[int]:
    """Numbers of the tokens that begin a sentence."""
    starts = [start for start, _ in sentences(text)]
    found, place = set(), 0
    for number, (start, _) in enumerate(encoding.offsets):
        if place < len(starts) and start >= starts[place]:
            found.add(number)
            while place < len(starts) and start >= starts[place]:
                place += 1
    return found


def chosen_borders(encoding: Encoding, starts: set[int]) -> Iterator[int]:
    """Places in the text where a new piece begins: the last sentence start that fits, else the last word start."""
    words = {n for n in range(1, len(encoding)) if encoding.word_ids[n] != encoding.word_ids[n - 1]}
    first = 0
    while len(encoding) - first > MOST_TOKENS:
        reach = range(first + MOST_TOKENS, first, -1)
        border = next((n for n in reach if n in starts), None) or next((n for n in reach if n in words), first + MOST_TOKENS)
        yield encoding.offsets[border][0]
        first = border


def write_corpus(path: Path, pieces: list[Piece]) -> None:
    """One line a piece: `{"id", "text", "tokens"}`."""
    with path.open("w", encoding="utf-8") as lines:
        for piece in pieces:
            lines.write(json.dumps({"id": piece.id, "text": piece.text, "tokens": piece.tokens}, ensure_ascii=False) + "\n")
