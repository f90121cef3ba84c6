"""Examples of the head `invoice-fields`: receipts with company, address, date and total.

Training and calibration rows are tagged as the head should learn it (`receipt_tags`); dev rows keep the source's spans,
so that scores stay comparable; of a total that is announced more than once, every announced occurrence counts.
"""

from __future__ import annotations

from pathlib import Path

from .datasets import read_rows, split_of
from .heads import INVOICE_FIELDS, load_mapping
from .receipt_tags import occurrences, occurrences_tagged, spans_of, told_tagged, without_currency, write_span


def repeated(tokens: list[str], tags: list[str]) -> list[str]:
    """The tags with every occurrence of the same words tagged too, addresses apart: as the entities see them."""
    tags = list(tags)
    for name, first, end in spans_of(tags):
        for own in [] if name == "address" else occurrences(tokens, tokens[first:end]):
            if set(tags[slice(*own)]) == {"O"}:
                write_span(tags, name, *own)
    return tags


def taught(tokens: list[str], tags: list[str], text: str, fields: dict[str, str]) -> list[str]:
    """The tags that are taught: misread values found again, totals as bare amounts where they are announced."""
    return occurrences_tagged(tokens, without_currency(tokens, told_tagged(tokens, tags, fields)), text)


def invoice_fields(data: Path) -> list[dict[str, list[dict]]]:
    """`{"dataset", "tokens", "tags", "source_tags", "text", "fields"}`; `source_tags` are for the head `entities`.

    A receipt of which a told field is nowhere printed is not trained on: its words would be taught to be nothing.
    """
    result = []
    for dataset, names in load_mapping(INVOICE_FIELDS)["datasets"].items():
        splits: dict[str, list[dict]] = {"train": [], "calibration": [], "dev": []}
        for source_split in ("train", "dev"):
            for row in read_rows(data, dataset, source_split):
                split = "dev" if source_split == "dev" else split_of(str(row["id"]))
                tokens, text = row["tokens"], row["text"]
                fields = {name: value for name, value in row["fields"].items() if value}
                source = [t if t == "O" else f"{t[:2]}{names[t[2:]]}" for t in row["tags"]]
                own = occurrences_tagged(tokens, source, text) if split == "dev" else taught(tokens, source, text, fields)
                if split == "train" and any(f"B-{name}" not in own for name in fields):
                    continue
                back = {name: tag for tag, name in names.items()}
                entities = [t if t == "O" else f"{t[:2]}{back[t[2:]]}" for t in repeated(tokens, source)]
                made = {"dataset": dataset, "tokens": tokens, "tags": own, "source_tags": entities, "text": text, "fields": fields}
                splits[split].append(made)
        result.append(splits)
    return result
