"""Examples of the head `entities`, and the rules by which a source tag becomes ours."""

from __future__ import annotations

import re
from pathlib import Path

from .datasets import read_rows, split_of
from .heads import load_mapping

def merge_adjacent(tags: list[str], types: list[str]) -> list[str]:
    """Turns `B-X` right after an X into `I-X` for the given source types."""
    merged = list(tags)
    for i in range(1, len(tags)):
        prefix, _, source_type = merged[i].partition("-")
        if prefix == "B" and source_type in types and merged[i - 1].endswith(f"-{source_type}"):
            merged[i] = f"I-{source_type}"
    return merged


def is_ignored(token: str, source_type: str, rules: dict) -> bool:
    """Whether the rules of the data set say that this token gives no signal."""
    if source_type in rules.get("ignore", []):
        return True
    if rules.get("ignore_handles") and token.startswith("@"):
        return True
    return token.lower() in rules.get("ignore_words", [])


class Plausibility:
    """Which types a token that is tagged O might in truth have, judged by how it is written."""

    def __init__(self, mapping: dict) -> None:
        self._patterns = {t: re.compile(move_flag(pattern)) for t, pattern in mapping["could_be"].items()}
        self._glue = frozenset(mapping["glue"])

    def types(self, tokens: list[str]) -> list[frozenset[str]]:
        """For every token the types it could have."""
        own = [frozenset(t for t, p in self._patterns.items() if p.search(token)) for token in tokens]
        return [
            frozenset().union(*own[max(0, i - 2) : i + 3]) if token.lower() in self._glue else own[i]
            for i, token in enumerate(tokens)
        ]


def move_flag(pattern: str) -> str:
    """Lets `a|(?i)b` stand in the mapping: Python wants the flag as a group around its part."""
    before, flag, after = pattern.partition("(?i)")
    return f"{before}(?i:{after})" if flag else pattern


def allowed_tags(tag: str, types: list[str], rules: dict, plausible: frozenset[str]) -> list[str]:
    """Our tags that are right for one source tag of one data set."""
    prefix, _, source_type = tag.partition("-")
    if not source_type or source_type in rules.get("outside", []):
        unknown = [t for t in types if t not in rules["complete"] and t in plausible]
        return ["O"] + [f"{p}-{t}" for t in unknown for p in "BI"]
    if source_type not in rules["map"]:
        raise SystemExit(f"mappings/entities.yaml: no rule for the tag {tag}; add it to map, outside or ignore.")
    target = rules["map"][source_type]
    return [f"{prefix}-{t}" for t in (target if isinstance(target, list) else [target])]


def gold_tags(tokens: list[str], tags: list[str], types: list[str], rules: dict) -> tuple[list[str], list[int]]:
    """Tags to score against (types the set labels everywhere; else O) and the indexes that are not scored."""
    gold, ignored = [], []
    for index, (token, tag) in enumerate(zip(tokens, tags)):
        if is_ignored(token, tag.partition("-")[2], rules):
            ignored.append(index)
            gold.append("O")
            continue
        first = allowed_tags(tag, types, rules, frozenset())[0]
        gold.append(first if first == "O" or first[2:] in rules["complete"] else "O")
    return gold, ignored


def entities(data: Path) -> list[dict[str, list[dict]]]:
    """`{"dataset", "tokens", "tags"}` per data set; tags are the source's, with neighbouring amounts joined."""
    mapping = load_mapping("entities")
    result = []
    for dataset, rules in mapping["datasets"].items():
        if dataset == "sgd_dialogues":
            continue  # its slots go with the dialogues of `conversation-domain`
        splits: dict[str, list[dict]] = {"train": [], "calibration": [], "dev": []}
        for source_split in ("train", "dev"):
            for row in read_rows(data, dataset, source_split):
                tags = merge_adjacent(row["tags"], rules.get("merge_adjacent", []))
                made = {"dataset": dataset, "tokens": row["tokens"], "tags": tags}
                split = "dev" if source_split == "dev" else split_of(str(row.get("doc") or row["id"]))
                splits[split].append(made)
        result.append(splits)
    return result
