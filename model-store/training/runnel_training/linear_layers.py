"""Two ways to multiply with a weight matrix: in fp32, and in int8 with a scale for every row.

int8 here means:
- weights: int8, symmetric, one scale per output channel, 7 of 8 bits used (-63..63). On x86 without VNNI the uint8 x int8
  kernel adds two products in 16 bits with saturation; 255 * 63 * 2 < 32767, so 7 bits are exact on every machine.
- activations: uint8, one scale per row (token), taken from that row alone. So the answer for a text does not depend on
  what else is in the batch.
- the input of the second feed-forward matrix comes from GELU, which is never below -0.17: 0.17 is added before
  quantization (then all 256 steps are used) and taken off again by a constant in the bias.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from onnx import TensorProto

FUSED = "com.microsoft"
GELU_FLOOR = 0.17


@dataclass(frozen=True)
class Rows:
    """Rows made ready for multiplication: the tensor, and for int8 its scales."""

    tensor: str
    scales: str = ""
    zero_point: int = 0
    offset: float = 0.0


class LinearLayers(Protocol):
    """How a precision looks up embeddings and multiplies."""

    def table(self, graph, ids: str, weight: np.ndarray, name: str) -> str:
        """Rows of an embedding table."""

    def prepared(self, graph, rows: str, name: str) -> Rows:
        """Any rows, ready for one or more multiplications."""

    def prepared_gelu(self, graph, rows: str, name: str) -> Rows:
        """Rows that come out of GELU."""

    def multiply(self, graph, rows: Rows, weight: np.ndarray, name: str) -> str:
        """rows x weight transposed, without bias."""

    def bias_correction(self, rows: Rows, weight: np.ndarray) -> np.ndarray | float:
        """What must be added to the bias because of how the rows were prepared."""


class Float32Layers:
    """Plain MatMul."""

    def table(self, graph, ids: str, weight: np.ndarray, name: str) -> str:
        return graph.add("Gather", [graph.constant(name, weight), ids], f"{name}.rows")

    def prepared(self, graph, rows: str, name: str) -> Rows:
        return Rows(rows)

    def prepared_gelu(self, graph, rows: str, name: str) -> Rows:
        return Rows(rows)

    def multiply(self, graph, rows: Rows, weight: np.ndarray, name: str) -> str:
        return graph.add("MatMul", [rows.tensor, graph.constant(f"{name}.weight", weight.T)], f"{name}.product")

    def bias_correction(self, rows: Rows, weight: np.ndarray) -> float:
        return 0.0


class Int8Layers:
    """Dynamic per-row activations, per-channel weights."""

    def __init__(self, weight_steps: int = 63, table_steps: int = 127) -> None:
        self._weight_steps, self._table_steps = weight_steps, table_steps

    def table(self, graph, ids: str, weight: np.ndarray, name: str) -> str:
        quantized, scales = per_row(weight, self._table_steps)
        steps = graph.add("Gather", [graph.constant(f"{name}.quantized", quantized), ids], f"{name}.rows.quantized")
        steps = graph.add("Cast", [steps], f"{name}.rows.steps", to=TensorProto.FLOAT)
        scale = graph.add("Gather", [graph.constant(f"{name}.scales", scales[:, None]), ids], f"{name}.rows.scales")
        return graph.add("Mul", [steps, scale], f"{name}.rows")

    def prepared(self, graph, rows: str, name: str) -> Rows:
        size = graph.add("Abs", [rows], f"{name}.size")
        return self._quantized(graph, rows, size, name, steps=127, zero_point=128, offset=0.0)

    def prepared_gelu(self, graph, rows: str, name: str) -> Rows:
        floor = graph.constant("gelu_floor", np.array(GELU_FLOOR, dtype=np.float32))
        raised = graph.add("Add", [rows, floor], f"{name}.raised")
        return self._quantized(graph, raised, raised, name, steps=255, zero_point=0, offset=GELU_FLOOR)

    def _quantized(self, graph, rows: str, size: str, name: str, steps: int, zero_point: int, offset: float) -> Rows:
        largest = graph.add("ReduceMax", [size], f"{name}.largest", axes=[1], keepdims=1)
        factor = graph.constant(f"steps.{steps}", np.array(1.0 / steps, dtype=np.float32))
        scale = graph.add("Mul", [largest, factor], f"{name}.scale.raw")
        smallest = graph.constant("smallest_scale", np.array(1e-8, dtype=np.float32))
        column = graph.add("Max", [scale, smallest], f"{name}.scale")
        vector = graph.add("Reshape", [column, graph.shape_constant("minus_one", -1)], f"{name}.scale.vector")
        inputs = [rows, vector]
        if zero_point:
            count = graph.add("Shape", [vector], f"{name}.count")
            middle = graph.constant(f"zero_point.{zero_point}", np.array([zero_point], dtype=np.uint8))
            inputs.append(graph.add("Expand", [middle, count], f"{name}.zero_points"))
        tensor = graph.add("QuantizeLinear", inputs, f"{name}.quantized", axis=0)
        return Rows(tensor, column, zero_point, offset)

    def multiply(self, graph, rows: Rows, weight: np.ndarray, name: str) -> str:
        quantized, scales = per_row(weight, self._weight_steps)
        product = graph.add(
            "MatMulIntegerToFloat",
            [
                rows.tensor,
                graph.constant(f"{name}.weight", quantized.T),
                graph.constant("scale_one", np.array(1.0, dtype=np.float32)),
                graph.constant(f"{name}.weight.scales", scales),
                graph.constant(f"product_zero_point.{rows.zero_point}", np.array(rows.zero_point, dtype=np.uint8)),
            ],
            f"{name}.steps",
            FUSED,
        )
        return graph.add("Mul", [product, rows.scales], f"{name}.product")

    def bias_correction(self, rows: Rows, weight: np.ndarray) -> np.ndarray | float:
        if not rows.offset:
            return 0.0
        quantized, scales = per_row(weight, self._weight_steps)
        return -rows.offset * (quantized.astype(np.float64) * scales[:, None]).sum(axis=1)


def per_row(weight: np.ndarray, steps: int) -> tuple[np.ndarray, np.ndarray]:
    """int8 values in -steps..steps and one float scale for each row of the matrix."""
    scales = np.maximum(np.abs(weight).max(axis=1), 1e-8) / steps
    quantized = np.clip(np.rint(weight / scales[:, None]), -steps, steps).astype(np.int8)
    return quantized, scales.astype(np.float32)
