"""The four tasks, one model each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from runnel_peers import own_pack

SALIENCE_LABELS = ("plain", "salient")


class Kind(Enum):
    """The two architectures, by the name of their pipeline."""

    SEQUENCE = "text-classification"
    TOKEN = "token-classification"


@dataclass(frozen=True)
class Task:
    """`name` is the folder of its model, `head` the head of our pack that its readout is fitted to."""

    name: str
    kind: Kind
    head: str


TASKS = (
    Task("classification", Kind.SEQUENCE, own_pack.CLASSIFICATION),
    Task("sentiment", Kind.SEQUENCE, own_pack.SENTIMENT),
    Task("entities", Kind.TOKEN, own_pack.ENTITIES),
    Task("summary", Kind.TOKEN, own_pack.SALIENCE),
)
