"""Builds the ONNX graph of the encoder and its heads by hand, node by node, in fp32 or int8.

Between attention blocks all tokens of the batch are one matrix [tokens, width]; no operation mixes two rows except
attention inside one document. The two ways to multiply with a weight are in `linear_layers`.
"""

from __future__ import annotations

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from .heads import EMBEDDING_SIZE, MAX_TOKENS, SENTENCE_EMBEDDING, Head
from .linear_layers import LinearLayers

OPSET = 17
IR_VERSION = 8
FUSED = "com.microsoft"
INPUTS = ("input_ids", "attention_mask", "token_type_ids")


class Graph:
    """Collects nodes and constants; every method returns the name of its output."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}

    def constant(self, name: str, value: np.ndarray) -> str:
        """Stores a constant once."""
        if name not in self.constants:
            self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def add(self, operation: str, inputs: list[str], output: str, domain: str = "", **attributes) -> str:
        """Appends a node with one output."""
        self.nodes.append(
            helper.make_node(operation, inputs, [output], name=output, domain=domain, **attributes)
        )
        return output

    def shape_constant(self, name: str, *values: int) -> str:
        """An int64 vector."""
        return self.constant(name, np.array(values, dtype=np.int64))


def build_graph(weights: dict[str, np.ndarray], config: dict, heads: dict[str, Head], linear: LinearLayers) -> onnx.ModelProto:
    """The whole model.

    `weights` are the torch names without the prefix `encoder.`, plus `linear.<head>.*`, `adapter.<head>.*`,
    `wide.<head>.weight` and `linear.sentence-embedding.*`.
    """
    graph = Graph()
    width = config["hidden_size"]
    shape = graph.add("Shape", ["input_ids"], "shape")
    state = embeddings(graph, weights, config, shape, linear)
    padding = graph.add("Cast", ["attention_mask"], "key_padding_mask", to=TensorProto.INT32)
    documents = graph.add("Concat", [shape, graph.shape_constant("width", width)], "document_shape", axis=0)
    for number in range(config["num_hidden_layers"]):
        state = encoder_layer(graph, weights, config, number, state, padding, documents, linear)
    outputs = head_outputs(graph, weights, heads, state, documents, linear)
    axes = ["batch", "sequence"]
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "runnel-base",
            [helper.make_tensor_value_info(n, TensorProto.INT64, axes) for n in INPUTS],
            outputs,
            list(graph.constants.values()),
        ),
        opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid(FUSED, 1)],
        ir_version=IR_VERSION,
        producer_name="runnel-training",
    )
    onnx.checker.check_model(model)
    return model


def embeddings(graph: Graph, weights: dict[str, np.ndarray], config: dict, shape: str, linear: LinearLayers) -> str:
    """Word, position and letter case, normalised, as [tokens, width]."""
    words = linear.table(graph, "input_ids", weights["embeddings.word_embeddings.weight"], "words")
    positions = weights["embeddings.position_embeddings.weight"][:MAX_TOKENS]
    length = graph.add("Gather", [shape, graph.shape_constant("one", 1)], "length", axis=0)
    table = graph.constant("positions", positions.astype(np.float32))
    used = graph.add("Slice", [table, graph.shape_constant("zero", 0), length], "used_positions")
    cases = graph.constant("letter_cases", weights["embeddings.token_type_embeddings.weight"])
    cases = graph.add("Gather", [cases, "token_type_ids"], "case_rows")
    total = graph.add("Add", [graph.add("Add", [words, cases], "cased"), used], "embedded")
    flat = graph.add("Reshape", [total, graph.shape_constant("rows", -1, config["hidden_size"])], "embedded_rows")
    gamma = graph.constant("embeddings.gamma", weights["embeddings.LayerNorm.weight"])
    beta = graph.constant("embeddings.beta", weights["embeddings.LayerNorm.bias"])
    return graph.add(
        "LayerNormalization", [flat, gamma, beta], "state.0", axis=-1, epsilon=config["layer_norm_eps"]
    )


def encoder_layer(graph, weights, config, number, state, padding, documents, linear) -> str:
    """Attention, then the feed-forward network, each with residual and normalisation."""
    prefix, name = f"encoder.layer.{number}", f"layer.{number}"
    rows = linear.prepared(graph, state, f"{name}.attention.input")
    parts, biases = [], []
    for part in ("query", "key", "value"):
        key = f"{prefix}.attention.self.{part}"
        product = linear.multiply(graph, rows, weights[f"{key}.weight"], f"{name}.{part}")
        parts.append(graph.add("Reshape", [product, documents], f"{name}.{part}.documents"))
        biases.append(weights[f"{key}.bias"])
    bias = graph.constant(f"{name}.attention.bias", np.concatenate(biases))
    attended = graph.add(
        "MultiHeadAttention", [*parts, bias, padding], f"{name}.attended", FUSED, num_heads=config["num_attention_heads"]
    )
    attended = graph.add("Reshape", [attended, "rows"], f"{name}.attended.rows")
    state = projected(
        graph, weights, config, linear.prepared(graph, attended, f"{name}.projection.input"), state,
        f"{prefix}.attention.output", f"{name}.projection", linear,
    )
    rows = linear.prepared(graph, state, f"{name}.up.input")
    up = linear.multiply(graph, rows, weights[f"{prefix}.intermediate.dense.weight"], f"{name}.up")
    bias = graph.constant(f"{name}.up.bias", weights[f"{prefix}.intermediate.dense.bias"])
    active = graph.add("BiasGelu", [up, bias], f"{name}.active", FUSED)
    return projected(
        graph, weights, config, linear.prepared_gelu(graph, active, f"{name}.down.input"), state,
        f"{prefix}.output", f"{name}.down", linear,
    )


def projected(graph, weights, config, rows, state, prefix, name, linear) -> str:
    """Linear layer, bias, residual and normalisation."""
    weight = weights[f"{prefix}.dense.weight"]
    product = linear.multiply(graph, rows, weight, name)
    bias = weights[f"{prefix}.dense.bias"] + linear.bias_correction(rows, weight)
    inputs = [
        product,
        state,
        graph.constant(f"{name}.gamma", weights[f"{prefix}.LayerNorm.weight"]),
        graph.constant(f"{name}.beta", weights[f"{prefix}.LayerNorm.bias"]),
        graph.constant(f"{name}.bias", bias.astype(np.float32)),
    ]
    return graph.add("SkipLayerNormalization", inputs, f"{name}.state", FUSED, epsilon=config["layer_norm_eps"])


def adapted(graph: Graph, weights, name: str, state: str, linear: LinearLayers) -> str:
    """The residual bottleneck before a head."""
    prefix = f"adapter.{name}"
    down = linear.multiply(graph, linear.prepared(graph, state, f"{prefix}.input"), weights[f"{prefix}.down.weight"], f"{prefix}.down")
    active = graph.add("BiasGelu", [down, graph.constant(f"{prefix}.down.bias", weights[f"{prefix}.down.bias"])], f"{prefix}.active", FUSED)
    rows = linear.prepared_gelu(graph, active, f"{prefix}.up.input")
    weight = weights[f"{prefix}.up.weight"]
    up = linear.multiply(graph, rows, weight, f"{prefix}.up")
    bias = weights[f"{prefix}.up.bias"] + linear.bias_correction(rows, weight)
    moved = graph.add("Add", [up, graph.constant(f"{prefix}.up.bias", bias.astype(np.float32))], f"{prefix}.moved")
    return graph.add("Add", [state, moved], f"{prefix}.state")


def wide_outputs(graph: Graph, weights, heads: dict[str, Head], linear: LinearLayers) -> None:
    """Adds to a wide head's product the numbers of its word pieces; pieces without any share one row of zeros."""
    for name in heads:
        key = f"wide.{name}.weight"
        if key not in weights:
            continue
        used = np.flatnonzero(np.abs(weights[key]).max(axis=1))
        rows = np.zeros(len(weights[key]), dtype=np.uint16)
        rows[used] = np.arange(1, len(used) + 1)
        places = graph.add("Gather", [graph.constant(f"wide.{name}.places", rows), "input_ids"], f"wide.{name}.row16")
        places = graph.add("Cast", [places], f"wide.{name}.row", to=TensorProto.INT32)
        table = np.concatenate([np.zeros((1, weights[key].shape[1]), dtype=np.float32), weights[key][used]])
        own = linear.table(graph, places, table, f"wide.{name}")
        graph.add("Add", [product_name(weights, name), own], name)


def product_name(weights, name: str) -> str:
    """What the product of a head is called: its output, unless something is added to it."""
    return f"{name}.deep" if f"wide.{name}.weight" in weights else name


def product(graph: Graph, weights, names: list[str], state: str, documents: str, prefix: str) -> None:
    """Heads that read the same state as one fp32 product, split into one result a head."""
    weight = np.concatenate([weights[f"linear.{name}.weight"] for name in names]).T
    bias = np.concatenate([weights[f"linear.{name}.bias"] for name in names])
    rows = graph.add("MatMul", [state, graph.constant(f"{prefix}.weight", weight)], f"{prefix}.product")
    logits = graph.add("Add", [rows, graph.constant(f"{prefix}.bias", bias)], f"{prefix}.rows")
    two = graph.add("Slice", [documents, "zero", graph.shape_constant("two", 2)], f"{prefix}.two_axes")
    shape = graph.add("Concat", [two, graph.shape_constant("minus_one", -1)], f"{prefix}.shape", axis=0)
    if len(names) == 1:
        graph.add("Reshape", [logits, shape], product_name(weights, names[0]))
        return
    logits = graph.add("Reshape", [logits, shape], f"{prefix}.documents")
    sizes = graph.shape_constant(f"{prefix}.sizes", *[len(weights[f"linear.{name}.bias"]) for name in names])
    graph.nodes.append(helper.make_node("Split", [logits, sizes], [product_name(weights, n) for n in names], name=f"{prefix}.split", axis=2))


def head_outputs(graph: Graph, weights, heads: dict[str, Head], state: str, documents: str, linear: LinearLayers) -> list[onnx.ValueInfoProto]:
    """One output a head, and the sentence embedding."""
    own = [name for name in heads if f"adapter.{name}.down.weight" in weights]
    product(graph, weights, [n for n in heads if n not in own] + [SENTENCE_EMBEDDING], state, documents, "heads")
    for name in own:
        product(graph, weights, [name], adapted(graph, weights, name, state, linear), documents, f"heads.{name}")
    wide_outputs(graph, weights, heads, linear)
    sizes = {**{name: len(head.labels) for name, head in heads.items()}, SENTENCE_EMBEDDING: EMBEDDING_SIZE}
    return [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, ["batch", "sequence", size]) for name, size in sizes.items()
    ]
