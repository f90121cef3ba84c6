"""Our own pack read without our engine: one session, one run, the four heads of a document.

Reads what `runnel.yaml` says of graph, labels, temperatures and token types; see the pack's README for the rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from tokenizers import Encoding

from .sessions import feed, open_session, open_tokenizer

CLASSIFICATION, SENTIMENT, ENTITIES, SALIENCE = "ticket-queue", "sentiment", "entities", "salience"
HEADS = (CLASSIFICATION, SENTIMENT, ENTITIES, SALIENCE)
MANIFEST = "runnel.yaml"


@dataclass(frozen=True)
class Head:
    """Labels of a head in the order of its logits, and its temperature."""

    labels: list[str]
    temperature: float


class OwnPack:
    """A session of the pack; may be used by several threads."""

    def __init__(self, folder: Path, intra_op_threads: int) -> None:
        manifest = yaml.safe_load((folder / MANIFEST).read_text(encoding="utf-8"))
        self.name = f"{manifest['name']}/{manifest['version']}"
        self.precision = manifest["precision"]
        self.tokenizer = open_tokenizer(folder)
        self.session = open_session(folder / manifest["file"], intra_op_threads)
        heads = {head["name"]: head for head in manifest["heads"]}
        missing = [name for name in HEADS if name not in heads]
        if missing:
            raise SystemExit(f"{folder} has no head {', '.join(missing)}; expected {', '.join(HEADS)}.")
        self.heads = {name: Head(heads[name]["labels"], heads[name]["temperature"]) for name in HEADS}
        self._outputs = [heads[name]["output"] for name in HEADS]
        self._inputs = {wanted.name for wanted in self.session.get_inputs()}
        self._letter_case = manifest.get("token_types") == "letter-case"

    def run(self, texts: list[str], encodings: list[Encoding]) -> dict[str, np.ndarray]:
        """Token logits of every head, [texts, longest, labels]."""
        types = [letter_cases(t, e) for t, e in zip(texts, encodings)] if self._letter_case else None
        inputs = {name: value for name, value in feed(encodings, types).items() if name in self._inputs}
        return dict(zip(HEADS, self.session.run(self._outputs, inputs)))


def letter_cases(text: str, encoding: Encoding) -> list[int]:
    """The letter case of each token's own characters; 0 for special tokens."""
    return [letter_case(text[start:end]) for start, end in encoding.offsets]


def letter_case(surface: str) -> int:
    """0: no capital; 1: one capital before every small letter; 2: capitals only; 3: mixed. The engine has the same rule."""
    if surface.islower():
        return 0
    uppers = [place for place, letter in enumerate(surface) if letter.isupper() or letter.istitle()]
    if not uppers:
        return 0
    lowers = [place for place, letter in enumerate(surface) if letter.islower()]
    if len(uppers) == 1 and (not lowers or uppers[0] < lowers[0]):
        return 1
    return 3 if lowers else 2
