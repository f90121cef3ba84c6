"""Experiment of the stage `variants`: the shipped int8 scheme with some layers or tables left in fp32."""

from __future__ import annotations

import re

import numpy as np

from .linear_layers import Float32Layers, Int8Layers, LinearLayers, Rows


class MixedLayers:
    """As `Int8Layers`, but inputs (`layer.2.down.input`) and tables (`words`) whose whole name matches `fp32` stay in fp32."""

    def __init__(self, fp32: str) -> None:
        self._fp32 = re.compile(fp32)
        self._plain, self._quantized = Float32Layers(), Int8Layers()

    def _named(self, name: str) -> LinearLayers:
        return self._plain if self._fp32.fullmatch(name) else self._quantized

    def _with(self, rows: Rows) -> LinearLayers:
        return self._quantized if rows.scales else self._plain

    def table(self, graph, ids: str, weight: np.ndarray, name: str) -> str:
        return self._named(name).table(graph, ids, weight, name)

    def prepared(self, graph, rows: str, name: str) -> Rows:
        return self._named(name).prepared(graph, rows, name)

    def prepared_gelu(self, graph, rows: str, name: str) -> Rows:
        return self._named(name).prepared_gelu(graph, rows, name)

    def multiply(self, graph, rows: Rows, weight: np.ndarray, name: str) -> str:
        return self._with(rows).multiply(graph, rows, weight, name)

    def bias_correction(self, rows: Rows, weight: np.ndarray) -> np.ndarray | float:
        return self._with(rows).bias_correction(rows, weight)
