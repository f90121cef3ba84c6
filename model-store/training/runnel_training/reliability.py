"""How honest probabilities are: bins of confidence against the part that is right, before and after the temperature."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from .metrics import BINS, bin_of, calibration_error_of

FILE = "reliability.json"


class Reliability:
    """Collects confidences of several data sets of a head; the plots are drawn from it."""

    def __init__(self) -> None:
        self._seen: dict[str, dict[str, list[np.ndarray]]] = {}

    def add(self, head: str, before: np.ndarray, after: np.ndarray, right: np.ndarray) -> dict[str, float]:
        """Remembers one data set and gives its expected calibration error before and after the temperature."""
        seen = self._seen.setdefault(head, {"before": [], "after": [], "right": []})
        for name, values in (("before", before), ("after", after), ("right", right)):
            seen[name].append(values)
        return {"ece_before": calibration_error_of(before, right), "ece_after": calibration_error_of(after, right)}

    def add_binary(self, head: str, logits: np.ndarray, temperature: float, right: np.ndarray) -> dict[str, float]:
        """The same for a yes or no: the confidence is the probability of yes, and `right` says where yes is right."""
        before, after = (1 / (1 + np.exp(-logits / t)) for t in (1.0, temperature))
        return self.add(head, before, after, right)

    def bins(self) -> dict[str, dict[str, list]]:
        """For each head and moment the bins as `[mean confidence, part right, number]`, and the error over all data sets."""
        result: dict[str, dict] = {}
        for head, seen in self._seen.items():
            right = np.concatenate(seen["right"])
            result[head] = {}
            for moment in ("before", "after"):
                confidence = np.concatenate(seen[moment])
                which = bin_of(confidence)
                members = [which == b for b in range(BINS)]
                result[head][moment] = [
                    [float(confidence[m].mean()), float(right[m].mean()), int(m.sum())] for m in members if m.any()
                ]
                result[head][f"ece_{moment}"] = calibration_error_of(confidence, right)
        return result

    def write(self, work: Path) -> None:
        """Writes `<work>/reliability.json`."""
        (work / FILE).write_text(json.dumps(self.bins()) + "\n", encoding="utf-8")
