"""The hand-built graph on a tiny random encoder: equals torch in fp32, and in int8 no answer depends on its batch."""

import numpy as np
import onnxruntime
import pytest
import torch
from transformers import BertConfig, BertModel

from runnel_training.export import change_across_batches, random_batch
from runnel_training.heads import load_heads
from runnel_training.linear_layers import Float32Layers, Int8Layers, per_row
from runnel_training.onnx_graph import build_graph

CONFIG = BertConfig(
    vocab_size=30522, hidden_size=48, num_hidden_layers=2, num_attention_heads=4, intermediate_size=96, layer_norm_eps=1e-12
)


@pytest.fixture(scope="module")
def encoder_and_weights():
    torch.manual_seed(0)
    encoder = BertModel(CONFIG, add_pooling_layer=False).eval()
    weights = {name: value.numpy() for name, value in encoder.state_dict().items()}
    generator = np.random.default_rng(0)
    for name, head in load_heads().items():
        weights[f"linear.{name}.weight"] = generator.normal(size=(len(head.labels), 48)).astype(np.float32)
        weights[f"linear.{name}.bias"] = generator.normal(size=len(head.labels)).astype(np.float32)
    return encoder, weights


def session(weights, layers) -> onnxruntime.InferenceSession:
    graph = build_graph(weights, CONFIG.to_dict(), load_heads(), layers)
    return onnxruntime.InferenceSession(graph.SerializeToString(), providers=["CPUExecutionProvider"])


def test_fp32_equals_torch_where_there_is_no_padding(encoder_and_weights):
    encoder, weights = encoder_and_weights
    feed = random_batch(3, 3, 24)
    with torch.no_grad():
        hidden = encoder(torch.tensor(feed["input_ids"]), torch.tensor(feed["attention_mask"])).last_hidden_state.numpy()
    expected = hidden @ weights["linear.sentiment.weight"].T + weights["linear.sentiment.bias"]
    got = session(weights, Float32Layers()).run(["sentiment"], feed)[0]
    assert np.abs(got - expected)[feed["attention_mask"].astype(bool)].max() < 1e-3


def test_int8_answers_do_not_depend_on_the_batch(encoder_and_weights):
    same_length, _ = change_across_batches(session(encoder_and_weights[1], Int8Layers()), 20)
    assert same_length == 0.0


def test_int8_stays_near_fp32(encoder_and_weights):
    feed = random_batch(5, 4, 32)
    exact = session(encoder_and_weights[1], Float32Layers()).run(["sentiment"], feed)[0]
    near = session(encoder_and_weights[1], Int8Layers()).run(["sentiment"], feed)[0]
    real = feed["attention_mask"].astype(bool)
    assert np.abs(exact - near)[real].mean() < 0.1 * np.abs(exact)[real].mean()


def test_quantized_rows_come_back_within_half_a_step():
    weight = np.random.default_rng(1).normal(size=(5, 7))
    quantized, scales = per_row(weight, 63)
    assert np.abs(quantized).max() <= 63
    assert (np.abs(quantized * scales[:, None] - weight) <= scales[:, None] / 2 + 1e-6).all()
