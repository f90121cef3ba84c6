"""Examples of the head `invoice-fields`: receipts with company, address, date and total.

The source tags one occurrence of a field; here every occurrence of the same date, total or company is tagged, because
each of them is a right answer.
"""

from __future__ import annotations

from pathlib import Path

from .datasets import read_rows, split_of
from .heads import INVOICE_FIELDS, load_mapping

REPEATED = ("company", "date", "total")


def spans_of(tags: list[str]) -> list[tuple[str, int, int]]:
    """Field, first and last-plus-one word of every tagged span."""
    spans = []
    for i, tag in enumerate(tags):
        prefix, _, name = tag.partition("-")
        if prefix == "B":
            end = i + 1
            while end < len(tags) and tags[end] == f"I-{name}":
                end += 1
            spans.append((name, i, end))
    return spans


def repeated(tokens: list[str], tags: list[str]) -> list[str]:
    """The tags with every further occurrence of the same words tagged too."""
    tags = list(tags)
    for name, first, end in spans_of(tags):
        wanted = tokens[first:end]
        if name not in REPEATED:
            continue
        for start in range(len(tokens) - len(wanted) + 1):
            stop = start + len(wanted)
            if tokens[start:stop] == wanted and all(tag == "O" for tag in tags[start:stop]):
                tags[start:stop] = [f"B-{name}"] + [f"I-{name}"] * (len(wanted) - 1)
    return tags


def invoice_fields(data: Path) -> list[dict[str, list[dict]]]:
    """`{"dataset", "tokens", "tags", "source_tags", "text", "fields"}`; `source_tags` are for the head `entities`."""
    result = []
    for dataset, names in load_mapping(INVOICE_FIELDS)["datasets"].items():
        splits: dict[str, list[dict]] = {"train": [], "calibration": [], "dev": []}
        for source_split in ("train", "dev"):
            for row in read_rows(data, dataset, source_split):
                tags = [t if t == "O" else f"{t[:2]}{names[t[2:]]}" for t in row["tags"]]
                tags = repeated(row["tokens"], tags)
                source = {name: tag for tag, name in names.items()}
                made = {
                    "dataset": dataset,
                    "tokens": row["tokens"],
                    "tags": tags,
                    "source_tags": [t if t == "O" else f"{t[:2]}{source[t[2:]]}" for t in tags],
                    "text": row["text"],
                    "fields": {name: value for name, value in row["fields"].items() if value},
                }
                splits["dev" if source_split == "dev" else split_of(str(row["id"]))].append(made)
        result.append(splits)
    return result
