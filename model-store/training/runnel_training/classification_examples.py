"""Examples of the heads that give one answer per span: queue, intents, spend category, conversation domain, sentiment.

An example is `{"dataset", "passages", "labels": {label: weight}}`; weights add up to one. `also` holds what other heads
are asked about the same text: `{head: {label: weight}}`.
"""

from __future__ import annotations

import zlib
from pathlib import Path

from .datasets import normalised, read_rows, split_of
from .heads import ASSISTANT_INTENT, BANKING_INTENT, CONVERSATION_DOMAIN, OUT_OF_SCOPE, load_mapping
from .helpdesk_phrases import helpdesk_phrases

OUT_OF_SCOPE_ONE_IN = 40  # clinc150 has 92 such requests to train on, all of one style


def example(dataset: str, passages: list[str], labels: dict[str, float]) -> dict:
    """One example; empty passages are left out."""
    return {"dataset": dataset, "passages": [p for p in passages if p and p.strip()], "labels": labels}


def cut(data: Path, dataset: str, convert, key) -> dict[str, list[dict]]:
    """Converts the rows of one data set into train, calibration and dev; a train text that stands in dev is dropped.

    `convert` returns an example or None; `key` names the group of rows that must stay in one split.
    """
    dev = [e for e in map(convert, read_rows(data, dataset, "dev")) if e and e["passages"]]
    seen = {normalised(" ".join(e["passages"])) for e in dev}
    splits: dict[str, list[dict]] = {"train": [], "calibration": [], "dev": dev}
    for row in read_rows(data, dataset, "train"):
        made = convert(row)
        if made and made["passages"] and normalised(" ".join(made["passages"])) not in seen:
            splits[split_of(key(row))].append(made)
    return splits


def by_rules(row: dict, rules: list[dict], otherwise: str | None) -> str | None:
    """The label of the first rule that names the value of its field in this row; None leaves the row out."""
    return next((rule["map"][row[rule["field"]]] for rule in rules if row[rule["field"]] in rule["map"]), otherwise)


def ticket_queue(data: Path) -> list[dict[str, list[dict]]]:
    """Tickets and customer messages with the queues of mappings/ticket-queue.yaml."""
    mapping = load_mapping("ticket-queue")
    endava = mapping["endava_tickets"]
    intents = {
        dataset: {intent: queue for queue, names in mapping[dataset].items() for intent in names}
        for dataset in ("banking77", "clinc150")
    }

    def ticket(row: dict) -> dict | None:
        queue = by_rules(row, endava["rules"], endava["otherwise"])
        return queue and example("endava_tickets", [row["title"], row["text"]], {queue: 1.0})

    def message(dataset: str, intent_head: str):
        own = load_mapping(intent_head)["source"]
        return lambda row: {
            **example(dataset, [row["text"]], {intents[dataset][row["label"]]: 1.0}),
            "also": {intent_head: {own[row["label"]]: 1.0}},
        }

    return [
        cut(data, "endava_tickets", ticket, lambda row: row["title"] or row["id"]),
        cut(data, "banking77", message("banking77", BANKING_INTENT), lambda row: row["text"]),
        cut(data, "clinc150", message("clinc150", ASSISTANT_INTENT), lambda row: row["text"]),
        {"train": helpdesk_phrases(), "calibration": [], "dev": []},
    ]


def intent(data: Path, head: str, dataset: str) -> list[dict[str, list[dict]]]:
    """Messages with the data set's own intents."""
    own = load_mapping(head)["source"]
    return [
        cut(
            data,
            dataset,
            lambda row: example(dataset, [row["text"]], {own[row["label"]]: 1.0}),
            lambda row: row["text"],
        )
    ]


def banking_intent(data: Path) -> list[dict[str, list[dict]]]:
    """Questions of bank customers."""
    return intent(data, BANKING_INTENT, "banking77")


def assistant_intent(data: Path) -> list[dict[str, list[dict]]]:
    """Requests to an assistant, and requests that it cannot serve."""
    return intent(data, ASSISTANT_INTENT, "clinc150")


def spend_category(data: Path) -> list[dict[str, list[dict]]]:
    """Order lines and card merchants; the second passage of an order line is its supplier."""

    def label(row: dict) -> dict[str, float]:
        return {row["expense_group"].replace("_", "-"): 1.0}

    return [
        cut(
            data,
            "wvu_po_lines",
            lambda row: example("wvu_po_lines", [row["text"], row["supplier"]], label(row)),
            lambda row: row["po_number"],
        ),
        cut(
            data,
            "birmingham_pcard",
            lambda row: example("birmingham_pcard", [row["text"]], label(row)),
            lambda row: row["text"][:14],
        ),
    ]


def turn_domains(slots: list[list[str]], domains: set[str], owners: dict[str, str]) -> list[str | None]:
    """What each turn is about: the domain that owns its slots; a turn without any goes on between two of the same domain."""
    if len(domains) == 1:
        return [next(iter(domains))] * len(slots)
    told = [{owners[slot] for slot in own if slot in owners} & domains for own in slots]
    known = [next(iter(found)) if len(found) == 1 else None for found in told]
    result = list(known)
    for turn, found in enumerate(told):
        if found:
            continue
        before = next((d for d in reversed(known[:turn]) if d), None)
        after = next((d for d in known[turn:] if d), None)
        result[turn] = before if before == after or after is None else after if before is None else None
    return result


def conversation_domain(data: Path) -> list[dict[str, list[dict]]]:
    """Dialogues, one passage a turn; a dialogue about several domains has equal weights on them.

    `about` has the domain of every turn, or None where that cannot be told.
    """
    mapping = load_mapping(CONVERSATION_DOMAIN)
    source = mapping["source"]
    owners = {slot: domain for domain, slots in mapping["slots"].items() for slot in slots}

    def dialogue(row: dict) -> dict | None:
        domains = [source[d] for d in row["domains"] if d in source]
        if not domains or len(domains) != len(row["domains"]):
            return None
        labels = {domain: 1.0 / len(domains) for domain in domains}
        made = example("sgd_dialogues", [turn["text"] for turn in row["turns"]], labels)
        slots = [[] for _ in made["passages"]]
        for slot in row["slots"]:
            slots[slot["turn"]].append([slot["slot"], slot["start"], slot["end"]])
        about = turn_domains([[name for name, _, _ in own] for own in slots], set(labels), owners)
        return {**made, "spans": slots, "about": about}

    return [cut(data, "sgd_dialogues", dialogue, lambda row: row["id"])]


def sentiment(data: Path) -> list[dict[str, list[dict]]]:
    """Tweets, developer posts and comments; a few of them also tell the assistant what is out of its scope."""

    def post(dataset: str, row: dict) -> dict:
        made = example(dataset, [row["text"]], {row["label"]: 1.0})
        if zlib.crc32(row["id"].encode("utf-8")) % OUT_OF_SCOPE_ONE_IN:
            return made
        return {**made, "also": {ASSISTANT_INTENT: {OUT_OF_SCOPE: 1.0}}}

    return [
        cut(data, dataset, lambda row, dataset=dataset: post(dataset, row), lambda row: row["id"])
        for dataset in load_mapping("sentiment")["datasets"]
    ]
