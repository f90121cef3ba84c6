"""Fits the four readouts on a part of the corpus, and tells on another part how often they agree with our pack."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
from runnel_peers.own_pack import OwnPack
from runnel_peers.sessions import feed, open_session, open_tokenizer
from runnel_peers.texts import batches_by_length
from tokenizers import Encoding, Tokenizer

from .encoder import EncoderFiles
from .graphs import HIDDEN, hidden_graph
from .pieces import SPECIAL_TOKENS, Piece
from .readout import LeastSquares, Readout
from .tasks import SALIENCE_LABELS, TASKS, Kind, Task

MOST_PIECES = 2000
HELD_OUT = 4
BATCH = 16
POOLER_SCALE = 0.5


@dataclass(frozen=True)
class Fitted:
    """A task's readout, its labels, and how often it agrees with our pack on rows that it was not fitted to."""

    task: Task
    labels: tuple[str, ...]
    readout: Readout
    agreement: float


@dataclass
class Examples:
    """Rows of one task: states of the encoder and logits of our pack."""

    sums: LeastSquares
    held_out: list[tuple[np.ndarray, np.ndarray]]


def pooler(width: int) -> dict[str, np.ndarray]:
    """The layer between the first token and the classifier: a scaled identity, for the package's own was never tuned."""
    return {"weight": np.eye(width, dtype=np.float32) * np.float32(POOLER_SCALE), "bias": np.zeros(width, dtype=np.float32)}


def labels_of(task: Task, pack: OwnPack) -> tuple[str, ...]:
    """The labels of a model: those of our head; the salience head has one, a pipeline wants two."""
    return SALIENCE_LABELS if task.name == "summary" else tuple(pack.heads[task.head].labels)


def fit(pieces: list[Piece], encoder: EncoderFiles, pack: OwnPack, threads: int, scratch: Path) -> list[Fitted]:
    """Readouts of all tasks. Pieces that our pack cuts into other tokens than the encoder does are left out."""
    graph = scratch / "hidden.onnx"
    onnx.save(hidden_graph(encoder), graph)
    session = open_session(graph, threads)
    width = encoder.config["hidden_size"]
    examples = {task: Examples(LeastSquares(width, len(labels_of(task, pack))), []) for task in TASKS}
    chosen, rows, pack_rows = encoded(pieces[:MOST_PIECES], open_tokenizer(encoder.folder), pack)
    for batch in batches_by_length([piece.tokens for piece in chosen], BATCH):
        hidden = session.run([HIDDEN], feed([rows[place] for place in batch]))[0]
        wanted = pack.run([chosen[place].text for place in batch], [pack_rows[place] for place in batch])
        for task in TASKS:
            for row, place in enumerate(batch):
                real = np.array(rows[place].special_tokens_mask) == 0
                add(examples[task], task, hidden[row], wanted[task.head][row], real, held_out=place % HELD_OUT == 0)
    return [solved(task, labels_of(task, pack), examples[task]) for task in TASKS]


def encoded(pieces: list[Piece], tokenizer: Tokenizer, pack: OwnPack) -> tuple[list[Piece], list[Encoding], list[Encoding]]:
    """Pieces whose tokens the encoder and our pack agree on, in the tokens of each."""
    rows = [tokenizer.encode(piece.text) for piece in pieces]
    pack_rows = [pack.tokenizer.encode(piece.text) for piece in pieces]
    same = [n for n in range(len(pieces)) if rows[n].offsets == pack_rows[n].offsets and len(rows[n]) > SPECIAL_TOKENS]
    if not same:
        raise SystemExit(f"{pack.name} cuts no text into the encoder's tokens; expected the same word pieces.")
    return [pieces[n] for n in same], [rows[n] for n in same], [pack_rows[n] for n in same]


def add(examples: Examples, task: Task, hidden: np.ndarray, logits: np.ndarray, real: np.ndarray, *, held_out: bool) -> None:
    """The rows of one piece; `real` marks its tokens that are neither special nor padding."""
    if task.kind is Kind.SEQUENCE:
        states = np.tanh(hidden[:1] * POOLER_SCALE)
        targets = logits[: len(real)][real].mean(axis=0, keepdims=True)
    else:
        states, targets = hidden[: len(real)][real], logits[: len(real)][real]
    if targets.shape[1] == 1:
        targets = np.concatenate([np.zeros_like(targets), targets], axis=1)
    if held_out:
        examples.held_out.append((states, targets))
    else:
        examples.sums.add(states, targets)


def solved(task: Task, labels: tuple[str, ...], examples: Examples) -> Fitted:
    """The readout and its agreement."""
    readout = examples.sums.solve()
    same = [readout(states).argmax(axis=1) == targets.argmax(axis=1) for states, targets in examples.held_out]
    return Fitted(task, labels, readout, float(np.concatenate(same).mean()) if same else 0.0)
