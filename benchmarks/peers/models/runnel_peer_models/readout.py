"""Trained heads without a training run: least squares from the encoder's states to the logits of our own pack."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

RIDGE = 1e-3


@dataclass(frozen=True)
class Readout:
    """A linear layer: weight `[labels, width]`, bias `[labels]`, float32."""

    weight: np.ndarray
    bias: np.ndarray

    def __call__(self, states: np.ndarray) -> np.ndarray:
        return states @ self.weight.T + self.bias


class LeastSquares:
    """Sums of the normal equations, so that no state need be kept."""

    def __init__(self, width: int, labels: int) -> None:
        self._states = np.zeros((width + 1, width + 1))
        self._targets = np.zeros((width + 1, labels))
        self._rows = 0

    def add(self, states: np.ndarray, targets: np.ndarray) -> None:
        """More rows: states `[rows, width]`, wanted logits `[rows, labels]`."""
        rows = np.concatenate([states, np.ones((len(states), 1))], axis=1, dtype=np.float64)
        self._states += rows.T @ rows
        self._targets += rows.T @ targets
        self._rows += len(states)

    def solve(self) -> Readout:
        """The ridge solution."""
        penalty = np.eye(len(self._states)) * RIDGE * self._rows
        penalty[-1, -1] = 0.0
        found = np.linalg.solve(self._states + penalty, self._targets)
        return Readout(found[:-1].T.astype(np.float32), found[-1].astype(np.float32))
