"""Reads the public data sets from the data folder and cuts the calibration split out of their training files."""

from __future__ import annotations

import gzip
import json
import random
import re
import zlib
from collections import Counter
from pathlib import Path
from typing import Iterator

import numpy as np

CALIBRATION_PERCENT = 6


def read_rows(data: Path, dataset: str, split: str) -> Iterator[dict]:
    """Yields the rows of `<data>/<dataset>/<split>.jsonl` (or `.jsonl.gz`); unlabelled sets have their language as split."""
    plain = data / dataset / f"{split}.jsonl"
    packed = data / dataset / f"{split}.jsonl.gz"
    if plain.exists():
        stream = plain.open(encoding="utf-8")
    elif packed.exists():
        stream = gzip.open(packed, "rt", encoding="utf-8")
    else:
        raise SystemExit(
            f"Data set {dataset}: found neither {plain} nor {packed}. "
            "Point --data at the folder that holds the data sets; docs/training.md says where each comes from."
        )
    with stream:
        for line in stream:
            yield json.loads(line)


def split_of(key: str) -> str:
    """`calibration` for a fixed few percent of the keys, else `train`; rows that belong together share a key."""
    return "calibration" if zlib.crc32(key.encode("utf-8")) % 100 < CALIBRATION_PERCENT else "train"


def normalised(text: str) -> str:
    """Lower-cased letters and digits only, to find a text that stands in two splits."""
    return re.sub(r"[^a-z0-9]+", " ", text.lower()).strip()


def write_rows(path: Path, rows: list[dict]) -> None:
    """Writes JSON Lines, creating the folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def read_prepared(work: Path, head: str, split: str) -> list[dict]:
    """Reads what the stage `prepare` wrote for one head and split."""
    path = work / "prepared" / f"{head}.{split}.jsonl"
    if not path.exists():
        raise SystemExit(f"{path} is missing; run the stage `prepare` with the same --work first.")
    with path.open(encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]


def sample(rows: list[dict], most: int, seed: int = 3) -> list[dict]:
    """At most that many rows of every data set."""
    chance = random.Random(seed)
    chosen = []
    for dataset in sorted({row["dataset"] for row in rows}):
        own = [row for row in rows if row["dataset"] == dataset]
        chosen += chance.sample(own, min(most, len(own)))
    return chosen


def set_weights(rows: list[dict]) -> np.ndarray:
    """One weight a row, of mean 1, so that every data set weighs the same."""
    counts = Counter(row["dataset"] for row in rows)
    return np.array([len(rows) / len(counts) / counts[row["dataset"]] for row in rows])
