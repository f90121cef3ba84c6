"""Which tags each source tag allows, as the targets of the tagging heads.

A source tag allows a *set* of our tags: several when the source type is wider than ours, and for O also the types the
data set does not label and the token could have. The loss is `-log(sum of the probabilities of the allowed tags)`, so a
data set never teaches that something it does not know is nothing.
"""

from __future__ import annotations

from .entity_examples import Plausibility, allowed_tags, is_ignored
from .heads import ENTITIES, INVOICE_FIELDS, Head, load_mapping
from .rows import NO_GROUP

WORDS_ONLY = "words_only"  # texts without gold: only words that can be no entity are known, as O


class AllowedTags:
    """The distinct sets of allowed tags of one head met so far; a token's target is an index into `masks`."""

    def __init__(self, head: Head) -> None:
        self._position = {tag: i for i, tag in enumerate(head.labels)}
        self._index: dict[tuple, int] = {}
        self.masks: list[list[bool]] = []
        self.weights: list[float] = []

    def index_of(self, tags: list[str], weight: float = 1.0) -> int:
        """The target that allows these tags."""
        key = (weight, *sorted(self._position[tag] for tag in tags))
        if key not in self._index:
            self._index[key] = len(self.masks)
            self.masks.append([i in key[1:] for i in range(len(self._position))])
            self.weights.append(weight)
        return self._index[key]


class EntityTargets:
    """Targets of the words of tagged sentences for the head `entities`."""

    def __init__(self, head: Head, words_only_weight: float) -> None:
        mapping = load_mapping(ENTITIES)
        self.allowed = AllowedTags(head)
        self._types = mapping["types"]
        self._datasets = {**mapping["datasets"], WORDS_ONLY: {"map": {}, "complete": []}}
        self._plausibility = Plausibility(mapping)
        self._words_only_weight = words_only_weight

    def knows(self, dataset: str, source_type: str) -> bool:
        """Whether the mapping says what this type of the data set is for us."""
        rules = self._datasets[dataset]
        return source_type in rules["map"] or source_type in rules.get("ignore", [])

    def of_words(self, dataset: str, tokens: list[str], tags: list[str]) -> list[tuple[int, int]]:
        """For every word the targets of its first piece and of its other pieces; NO_GROUP where there is no signal."""
        rules = self._datasets[dataset]
        weight = self._words_only_weight if dataset == WORDS_ONLY else 1.0
        result = []
        for token, tag, plausible in zip(tokens, tags, self._plausibility.types(tokens)):
            if is_ignored(token, tag.partition("-")[2], rules):
                result.append((NO_GROUP, NO_GROUP))
                continue
            inside = tag.replace("B-", "I-", 1)
            result.append(
                tuple(self.allowed.index_of(allowed_tags(t, self._types, rules, plausible), weight) for t in (tag, inside))
            )
        return result


class FieldTargets:
    """Targets of the words of receipts for the head `invoice-fields`: every tag is known."""

    def __init__(self, head: Head) -> None:
        self.allowed = AllowedTags(head)

    def of_words(self, tags: list[str]) -> list[tuple[int, int]]:
        """For every word the targets of its first piece and of its other pieces."""
        return [
            (self.allowed.index_of([tag]), self.allowed.index_of([tag.replace("B-", "I-", 1)])) for tag in tags
        ]


def tagging_masks(entities: EntityTargets, fields: FieldTargets) -> dict[str, AllowedTags]:
    """The allowed sets of both tagging heads by name."""
    return {ENTITIES: entities.allowed, INVOICE_FIELDS: fields.allowed}
