"""Fixed scales, layers left in fp32, the comparison with fp32, and word pieces taken away, on a tiny random encoder."""

import json
import os

import numpy as np
import pytest
from test_graph import SHAPE, model, session, weights  # noqa: F401

from runnel_training import variants
from runnel_training.comparison import Answered, agreement, begun, change, difference, document_counts, points, within, write_found
from runnel_training.export import change_across_batches, config_of, random_batch
from runnel_training.heads import INVOICE_FIELDS, SALIENCE, load_heads
from runnel_training.linear_layers import Float32Layers, Int8Layers
from runnel_training.mixed_layers import MixedLayers
from runnel_training.onnx_graph import build_graph
from runnel_training.row_maker import RowMaker
from runnel_training.rows import Row
from runnel_training.static_scales import COVERAGES, WHOLE_RANGE, Seen, product_error, record, scale_for, static_layers
from runnel_training.trim import kept_ids, restricted_tokenizer, trimmed
from runnel_training.variants import FP32, compared, failing, layers_of, markdown


@pytest.fixture(scope="module")
def seen(weights) -> dict[str, Seen]:  # noqa: F811
    generator = np.random.default_rng(2)
    rows = [Row(ids=[101, *generator.integers(1000, 28000, 30)], types=[0] * 31) for _ in range(40)]
    return record(weights, config_of(SHAPE), load_heads(), rows, 1)


def real_logits(graph) -> np.ndarray:
    """Logits of a head with an adapter, one with word pieces, and one with neither, of every token that is no padding."""
    feed = random_batch(5, 4, 32)
    return np.concatenate(graph.run(["entities", "spend-category", "sentiment"], feed), axis=2)[feed["attention_mask"].astype(bool)]


@pytest.fixture(scope="module")
def exact(weights) -> np.ndarray:  # noqa: F811
    return real_logits(session(weights, Float32Layers()))


@pytest.fixture(scope="module")
def shipped(weights) -> np.ndarray:  # noqa: F811
    return real_logits(session(weights, Int8Layers()))


def test_the_input_of_every_quantized_product_is_seen(seen):
    layers = [f"layer.{n}.{part}.input" for n in range(SHAPE.layers) for part in ("attention", "projection", "up", "down")]
    assert set(seen) == {*layers, "adapter.entities.input", "adapter.entities.up.input"}
    assert {name for name, own in seen.items() if own.gelu} == {"layer.0.down.input", "layer.1.down.input", "adapter.entities.up.input"}
    assert seen["layer.0.attention.input"].weight.shape == (3 * SHAPE.width, SHAPE.width)


@pytest.mark.parametrize("alpha", [None, 0.5])
def test_static_answers_stay_near_fp32_and_do_not_depend_on_the_batch(weights, seen, exact, alpha):  # noqa: F811
    graph = session(weights, static_layers(seen, COVERAGES, alpha))
    near = real_logits(graph)
    assert 0 < np.abs(exact - near).mean() < 0.2 * np.abs(exact).mean()
    assert change_across_batches(graph, 20)[0] == 0.0


def test_smoothing_helps_a_layer_with_one_large_column():
    generator = np.random.default_rng(3)
    rows = generator.normal(size=(200, 16))
    rows[:, 3] *= 100
    raw = Seen(rows.min(axis=0), rows.max(axis=0), rows, generator.normal(size=(8, 16)))
    factors, smooth = raw.smoothed(0.5)
    assert np.allclose(smooth.rows @ smooth.weight.T, rows @ raw.weight.T) and factors[3] == max(factors)
    assert product_error(smooth, scale_for(smooth, 1.0)) < 0.5 * product_error(raw, scale_for(raw, 1.0))


def test_the_coverage_with_the_least_error_cuts_off_a_single_large_value():
    rows = np.random.default_rng(3).normal(size=(400, 16))
    rows[300, 3] = 1000
    own = {"layer": Seen(rows.min(axis=0), rows.max(axis=0), rows, np.ones((8, 16)))}
    scales = [static_layers(own, coverages)._scales["layer"].scale for coverages in (WHOLE_RANGE, COVERAGES)]
    assert scales[1] < 0.1 * scales[0]


def test_all_layers_and_tables_in_fp32_equal_fp32(weights, exact):  # noqa: F811
    assert np.array_equal(real_logits(session(weights, MixedLayers(".*"))), exact)


@pytest.mark.parametrize("name", [name for name in layers_of({}, 1) if " in fp32" in name])
def test_what_is_named_stays_in_fp32_and_the_rest_does_not(weights, exact, shipped, name):  # noqa: F811
    own = real_logits(session(weights, layers_of({}, 1)[name]))
    assert not np.array_equal(own, shipped) and not np.array_equal(own, exact)


def test_points_are_accuracy_for_single_answers_and_f1_for_spans():
    assert points(np.array([[1, 1, 1], [0, 1, 1]])) == 50.0
    assert points(np.array([[1, 2, 1], [1, 1, 2]])) == pytest.approx(66.667, abs=0.001)


def test_a_difference_of_equal_answers_has_no_error_and_of_others_has_one():
    base = np.array([[1, 1, 1], [0, 1, 1]] * 20)
    worse = base.copy()
    worse[0, 0] = 0
    assert difference(base, base) == {"score": 50.0, "difference": 0.0, "error": 0.0}
    found = difference(base, worse)
    assert found["difference"] == -2.5 and 1 < found["error"] < 4


def test_documents_are_counted_as_evaluate_scores_them():
    heads = load_heads()
    label = heads["sentiment"].labels[1]
    assert document_counts(heads["sentiment"], {"labels": {label: 1.0}}, np.array([[0.0, 2.0, 1.0]])) == (1.0, 1, 1)
    meeting = {"marks": [[1.0, 0.15], [0.0]]}
    assert document_counts(heads[SALIENCE], meeting, np.array([[3.0], [1.0], [2.0]])) == (1.0, 1, 1)
    assert document_counts(heads[SALIENCE], {"marks": [[0.0]]}, np.array([[3.0]])) == (0, 0, 0)
    fields = heads[INVOICE_FIELDS]
    receipt = {"dataset": "sroie", "tokens": ["ACME", "9.00"], "tags": ["B-company", "O"], "text": "ACME\n9.00",
               "fields": {"company": "ACME", "total": "9.00"}}
    answer = np.array([[9.0 * (label == wanted) for label in fields.labels] for wanted in ("B-company", "B-total")])
    assert document_counts(fields, receipt, answer) == (1, 1, 1)  # a total that is told but not tagged is not judged


def test_agreement_and_change_compare_answers():
    head = load_heads()["sentiment"]
    base, other = [np.array([[1.0, 0.0, 0.0]])] * 2, [np.array([[1.0, 0.0, 0.0]]), np.array([[0.0, 1.0, 0.0]])]
    assert agreement(head, base, other) == 0.5
    assert change(base, base) == 0.0 < change(base, other)


def test_the_gate_names_heads_that_lose_more_than_half_a_point():
    head = load_heads()["sentiment"]
    right = [np.eye(3)[[i]] for i in range(3) for _ in range(40)]
    wrong = [np.eye(3)[[1]], *right[1:]]
    counts = [[document_counts(head, {"labels": {head.labels[i // 40]: 1.0}}, own) for i, own in enumerate(side)] for side in (right, wrong)]
    base, other = (Answered(side, np.array(found, dtype=float)) for side, found in zip((right, wrong), counts))
    own = compared({"sentiment": head}, {"sentiment": base}, {"sentiment": other})
    assert own["sentiment"]["difference"] == pytest.approx(-0.833, abs=0.001) and failing(own) == ["sentiment"]
    text = markdown({FP32: {"megabytes": 1.0, "failing": [], "heads": own}, "other": {"megabytes": 1.0, "failing": failing(own), "heads": own}}, 2)
    assert "| other | 1.00 |  |  | sentiment -0.83 ± " in text


def test_speeds_are_measured_for_every_graph(monkeypatch, weights):  # noqa: F811
    monkeypatch.setattr(variants, "SHAPES", ((1, 8),))
    graph = build_graph(weights, config_of(SHAPE), load_heads(), Int8Layers()).SerializeToString()
    found = variants.speeds({"one": graph, "other": graph}, 1)
    assert all(found[name]["1x8"] > 0 for name in ("one", "other"))


def test_rows_are_cut_by_characters_and_never_to_none():
    lengths = (("a", 5), ("a", 9), ("a", 4), ("b", 30), ("b", 20))
    rows = [{"dataset": name, "passages": ["x" * length]} for name, length in lengths]
    assert [len(row["passages"][0]) for row in within(rows, 10)] == [5, 4, 20]


def test_a_result_is_gone_on_with_until_the_checkpoint_changes(tmp_path):
    checkpoint, path = tmp_path / "checkpoint.pt", tmp_path / "found.json"
    checkpoint.write_bytes(b"")
    found = begun(path, tmp_path, 3) | {"variants": {"one": 1}}
    write_found(path, found)
    assert begun(path, tmp_path, 3) == found
    assert "variants" not in begun(path, tmp_path, 4)
    os.utime(checkpoint, ns=(1, 1))
    assert "variants" not in begun(path, tmp_path, 3)


def test_words_whose_piece_is_gone_are_split_and_ids_stay(tokenizer):
    content = json.loads(tokenizer.to_str())
    content["model"]["vocab"] |= {"c": 1100, "##a": 1101, "##t": 1102}
    whole = tokenizer.from_str(json.dumps(content))
    vocabulary = whole.get_vocab()
    kept = kept_ids(vocabulary, {number: int(piece == "london") for piece, number in vocabulary.items()})
    small = restricted_tokenizer(whole, kept)
    assert small.encode("cats London mat").tokens == ["c", "##a", "##t", "##s", "london", "[UNK]"]
    assert small.encode("London").ids == whole.encode("London").ids
    assert RowMaker(small, load_heads()).chunks("sentiment", {"passages": ["cat"], "labels": {"neutral": 1.0}})


def test_only_tables_of_word_pieces_lose_rows(weights):  # noqa: F811
    small = trimmed(weights, [0, 100, 101])
    assert {name: len(value) for name, value in small.items() if len(value) != len(weights[name])} == {
        "embeddings.word_embeddings.weight": 3, "wide.spend-category.weight": 3,
    }
