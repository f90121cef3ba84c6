"""The ONNX graphs: the encoder as our recipe builds it in fp32, fused as ONNX Runtime's own optimizer would, with one head.

So every contestant on ONNX Runtime runs the best fp32 graph that we know, and its tensor names are those of an export
by optimum: `input_ids`, `attention_mask`, `token_type_ids` in, `logits` out.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from runnel_training.linear_layers import Float32Layers
from runnel_training.onnx_graph import FUSED, INPUTS, IR_VERSION, OPSET, Graph, embeddings, encoder_layer

from .encoder import EncoderFiles
from .readout import Readout
from .tasks import Kind

HIDDEN = "hidden"
LOGITS = "logits"


def hidden_graph(encoder: EncoderFiles) -> onnx.ModelProto:
    """Last hidden states, `[batch, sequence, width]`."""
    graph = Graph()
    add_encoder(graph, encoder)
    return finished(graph, HIDDEN, ["batch", "sequence", encoder.config["hidden_size"]])


def task_graph(encoder: EncoderFiles, kind: Kind, pooler: dict[str, np.ndarray], readout: Readout) -> onnx.ModelProto:
    """Logits of a BertForSequenceClassification, `[batch, labels]`, or BertForTokenClassification, `[batch, sequence, labels]`."""
    graph = Graph()
    hidden = add_encoder(graph, encoder)
    weight = graph.constant("classifier.weight", readout.weight.T)
    bias = graph.constant("classifier.bias", readout.bias)
    if kind is Kind.TOKEN:
        product = graph.add("MatMul", [hidden, weight], "classifier.product")
        graph.add("Add", [product, bias], LOGITS)
        return finished(graph, LOGITS, ["batch", "sequence", len(readout.bias)])
    openings = graph.add("Gather", [hidden, graph.shape_constant("first", 0)], "openings", axis=1)
    opening = graph.add("Squeeze", [openings, graph.shape_constant("sequence", 1)], "opening")
    weights = [graph.constant(f"pooler.{part}", pooler[part]) for part in ("weight", "bias")]
    pooled = graph.add("Gemm", [opening, *weights], "pooled.raw", transB=1)
    pooled = graph.add("Tanh", [pooled], "pooled")
    graph.add("Gemm", [pooled, weight, bias], LOGITS)
    return finished(graph, LOGITS, ["batch", len(readout.bias)])


def add_encoder(graph: Graph, encoder: EncoderFiles) -> str:
    """The encoder's nodes; the name of its output."""
    linear, config = Float32Layers(), encoder.config
    shape = graph.add("Shape", ["input_ids"], "shape")
    state = embeddings(graph, encoder.weights, config, shape, linear)
    padding = graph.add("Cast", ["attention_mask"], "key_padding_mask", to=TensorProto.INT32)
    width = graph.shape_constant("width", config["hidden_size"])
    documents = graph.add("Concat", [shape, width], "document_shape", axis=0)
    for number in range(config["num_hidden_layers"]):
        state = encoder_layer(graph, encoder.weights, config, number, state, padding, documents, linear)
    return graph.add("Reshape", [state, documents], HIDDEN)


def finished(graph: Graph, output: str, shape: list) -> onnx.ModelProto:
    """The checked model."""
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "runnel-peer",
            [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "sequence"]) for name in INPUTS],
            [helper.make_tensor_value_info(output, TensorProto.FLOAT, shape)],
            list(graph.constants.values()),
        ),
        opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid(FUSED, 1)],
        ir_version=IR_VERSION,
        producer_name="runnel-benchmarks",
    )
    onnx.checker.check_model(model)
    return model


def quantize(fp32: Path, int8: Path) -> None:
    """Dynamic int8 as ONNX Runtime and optimum recommend it for transformers on a CPU: matrix products, a scale a channel."""
    quantize_dynamic(
        fp32,
        int8,
        op_types_to_quantize=["MatMul"],
        per_channel=True,
        weight_type=QuantType.QInt8,
        extra_options={"DefaultTensorType": TensorProto.FLOAT},
    )
