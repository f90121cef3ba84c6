"""Natural helpdesk sentences made from mappings/helpdesk-phrases.yaml; training only, never calibration or dev."""

from __future__ import annotations

import random

from .heads import load_mapping

DATASET = "helpdesk_phrases"


def helpdesk_phrases(seed: int = 5) -> list[dict]:
    """Every phrase with every thing of its queue once, with a random opening and closing."""
    mapping, chance, rows = load_mapping("helpdesk-phrases"), random.Random(seed), []
    for queue, parts in mapping["queues"].items():
        for phrase in parts["phrases"]:
            for thing in parts["things"]:
                text = chance.choice(mapping["openings"]) + phrase.format(thing=thing) + chance.choice(mapping["closings"])
                rows.append({"dataset": DATASET, "passages": [text], "labels": {queue: 1.0}})
    return rows
