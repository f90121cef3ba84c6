"""The hand-built graph on a tiny random encoder: equals torch in fp32, and in int8 no answer depends on its batch."""

import numpy as np
import onnxruntime
import pytest
import torch
from transformers import BertConfig, BertModel

from runnel_training.encoder import LETTER_CASES, Encoder, Shape
from runnel_training.export import change_across_batches, config_of, random_batch
from runnel_training.heads import EMBEDDING_SIZE, ENTITIES, SENTENCE_EMBEDDING, SPEND_CATEGORY, load_heads
from runnel_training.linear_layers import Float32Layers, Int8Layers, per_row
from runnel_training.model import Batch, HeadedEncoder, shallow_encoder
from runnel_training.onnx_graph import INPUTS, build_graph

SHAPE = Shape(layers=2, width=48, heads=4, inner=96, vocabulary=30522, positions=512, epsilon=1e-12)
CONFIG = BertConfig(
    vocab_size=30522, hidden_size=48, num_hidden_layers=2, num_attention_heads=4, intermediate_size=96, layer_norm_eps=1e-12,
    type_vocab_size=LETTER_CASES,
)


@pytest.fixture(scope="module")
def model() -> HeadedEncoder:
    torch.manual_seed(0)
    made = HeadedEncoder(Encoder(SHAPE), load_heads(), [ENTITIES], [SPEND_CATEGORY]).eval()
    torch.nn.init.normal_(made.wide[SPEND_CATEGORY].weight[2000:9000])
    torch.nn.init.normal_(made.adapter[ENTITIES]["up"].weight, std=0.05)
    return made


@pytest.fixture(scope="module")
def weights(model) -> dict[str, np.ndarray]:
    made = {name.removeprefix("encoder."): value.numpy() for name, value in model.state_dict().items()}
    generator = np.random.default_rng(0)
    made[f"linear.{SENTENCE_EMBEDDING}.weight"] = generator.normal(size=(EMBEDDING_SIZE, 48)).astype(np.float32)
    made[f"linear.{SENTENCE_EMBEDDING}.bias"] = np.zeros(EMBEDDING_SIZE, dtype=np.float32)
    return made


def session(weights, layers) -> onnxruntime.InferenceSession:
    graph = build_graph(weights, config_of(SHAPE), load_heads(), layers)
    return onnxruntime.InferenceSession(graph.SerializeToString(), providers=["CPUExecutionProvider"])


def batch_of(feed: dict[str, np.ndarray]) -> Batch:
    ids, mask, types = (torch.tensor(feed[name]) for name in INPUTS)
    return Batch(ids, mask, types, {}, 0)


def test_the_encoder_equals_the_transformers_library(model):
    reference = BertModel(CONFIG, add_pooling_layer=False).eval()
    reference.load_state_dict({n.removeprefix("encoder."): v for n, v in model.state_dict().items() if n.startswith("encoder.")})
    feed = random_batch(3, 3, 24)
    with torch.no_grad():
        expected = reference(**{name: torch.tensor(feed[name]) for name in INPUTS}).last_hidden_state
        got = model.hidden(batch_of(feed))
    assert (got - expected).abs()[torch.tensor(feed["attention_mask"]).bool()].max() < 1e-4


def test_fp32_equals_torch_with_an_adapter_with_word_pieces_and_without(model, weights):
    feed = random_batch(3, 3, 24)
    with torch.no_grad():
        expected = model(batch_of(feed))
    for name in ("sentiment", ENTITIES, SPEND_CATEGORY):
        got = session(weights, Float32Layers()).run([name], feed)[0]
        assert np.abs(got - expected[name].numpy())[feed["attention_mask"].astype(bool)].max() < 1e-3


def test_a_student_keeps_the_last_layer_of_its_teacher(model):
    student = shallow_encoder(model.encoder, 1)
    assert torch.equal(student.encoder["layer"][0].output.dense.weight, model.encoder.encoder["layer"][1].output.dense.weight)


def test_int8_answers_do_not_depend_on_the_batch(weights):
    same_length, _ = change_across_batches(session(weights, Int8Layers()), 20)
    assert same_length == 0.0


def test_int8_stays_near_fp32(weights):
    feed = random_batch(5, 4, 32)
    exact = session(weights, Float32Layers()).run(["sentiment"], feed)[0]
    near = session(weights, Int8Layers()).run(["sentiment"], feed)[0]
    real = feed["attention_mask"].astype(bool)
    assert np.abs(exact - near)[real].mean() < 0.1 * np.abs(exact)[real].mean()


def test_quantized_rows_come_back_within_half_a_step():
    weight = np.random.default_rng(1).normal(size=(5, 7))
    quantized, scales = per_row(weight, 63)
    assert np.abs(quantized).max() <= 63
    assert (np.abs(quantized * scales[:, None] - weight) <= scales[:, None] / 2 + 1e-6).all()
