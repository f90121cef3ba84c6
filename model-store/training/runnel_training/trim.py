"""Stage `trim`: what it would cost and save to leave out the word pieces that training texts never use.

Single characters, their continuations and ids up to [MASK] stay, so a word whose piece is gone is split into smaller ones,
and no text becomes [UNK] that was not before. Nothing is trimmed here: the shipped graph answers the same rows with
such a tokenizer, whose ids are the old ones. Only calibration rows can tell: training texts lose nothing.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from .comparison import Asker, Examples, begun, calibration_rows, difference, session_of, texts_of, write_found
from .datasets import read_prepared
from .export import config_of, named_weights
from .linear_layers import Int8Layers
from .model import load_tokenizer
from .onnx_graph import build_graph
from .row_maker import RowMaker
from .train import load_model

LAST_SPECIAL = 103  # [PAD] is 0, then [unused…], [UNK], [CLS], [SEP], [MASK]
CONTINUATION = "##"
BATCH = 1000
MOST_LOST = 0.1  # points
TABLES = ("embeddings.word_embeddings.weight", "wide.")


def pieces(tokenizer: Tokenizer, row: dict) -> list[int]:
    """All tokens of a prepared row."""
    return [i for encoding in tokenizer.encode_batch(list(texts_of(row)), add_special_tokens=False) for i in encoding.ids]


def used_ids(tokenizer: Tokenizer, examples: Examples) -> Counter:
    """How often each id occurs; a text that several heads learn from counts once."""
    texts = list({text for rows in examples.values() for row in rows for text in texts_of(row)})
    found: Counter = Counter()
    for start in range(0, len(texts), BATCH):
        for encoding in tokenizer.encode_batch(texts[start : start + BATCH], add_special_tokens=False):
            found.update(encoding.ids)
    return found


def kept_ids(vocabulary: dict[str, int], used: Counter) -> list[int]:
    """Ids that stay, in order: special ones, single characters, and what occurs."""
    return sorted(
        number for piece, number in vocabulary.items()
        if number <= LAST_SPECIAL or used[number] or len(piece.removeprefix(CONTINUATION)) == 1
    )


def restricted_tokenizer(tokenizer: Tokenizer, kept: list[int]) -> Tokenizer:
    """The same without the other pieces, ids unchanged."""
    content, allowed = json.loads(tokenizer.to_str()), set(kept)
    content["model"]["vocab"] = {piece: i for piece, i in content["model"]["vocab"].items() if i in allowed}
    return Tokenizer.from_str(json.dumps(content))


def trimmed(weights: dict[str, np.ndarray], kept: list[int]) -> dict[str, np.ndarray]:
    """Weights with only these rows in the tables of word pieces, to see what the graph would weigh."""
    return {name: value[kept] if name.startswith(TABLES) else value for name, value in weights.items()}


def lost(session, name: str, rows: list[dict], askers: tuple[Asker, Asker], changed: list[int]) -> dict[str, float]:
    """Score of the rows and what the second tokenizer does to it; only rows with other tokens are asked again."""
    before = askers[0].ask(session, name, rows).counts
    after = before.copy()
    if changed:
        after[changed] = askers[1].ask(session, name, [rows[i] for i in changed]).counts
    return difference(before, after)


def trim(work: Path, threads: int, most: int) -> None:
    """Writes `<work>/trim.json`, again after every head; goes on where a run was stopped."""
    path, start = work / "trim.json", time.monotonic()
    found = begun(path, work, most)
    asker, whole = Asker.open(work), load_tokenizer()
    heads = asker.heads
    kept = kept_ids(whole.get_vocab(), used_ids(whole, {name: read_prepared(work, name, "train") for name in heads}))
    small = restricted_tokenizer(whole, kept)
    model, _ = load_model(work)
    weights, config = named_weights(model, work), config_of(model.encoder.shape)
    graphs = [build_graph(own, config, heads, Int8Layers()).SerializeToString() for own in (weights, trimmed(weights, kept))]
    found |= {"pieces": whole.get_vocab_size(), "kept": len(kept), "megabytes_saved": (len(graphs[0]) - len(graphs[1])) / 1e6}
    print(f"{len(kept)} of {found['pieces']} pieces stay, {found['megabytes_saved']:.2f} MB saved", flush=True)
    session, askers = session_of(graphs[0], threads), (asker, replace(asker, maker=RowMaker(small, heads)))
    for name, rows in calibration_rows(work, heads, most).items():
        if name in found.setdefault("heads", {}):
            continue
        tokens = [[pieces(tokenizer, row) for row in rows] for tokenizer in (whole, small)]
        changed = [i for i, (left, right) in enumerate(zip(*tokens)) if left != right]
        longer = sum(map(len, tokens[1])) / sum(map(len, tokens[0])) - 1
        own = lost(session, name, rows, askers, changed)
        found["heads"][name] = {**own, "documents": len(rows), "changed": len(changed), "longer": round(longer, 5)}
        write_found(path, found)
        print(f"{time.monotonic() - start:4.0f} s {name}: {own['difference']:+.3f} ± {own['error']:.3f} points, "
              f"{len(changed)} of {len(rows)} documents have other tokens", flush=True)
    beyond = [name for name, own in found["heads"].items() if own["difference"] < -MOST_LOST]
    print(f"heads that lose more than {MOST_LOST} points: {', '.join(beyond) or 'none'}; wrote {path}")
