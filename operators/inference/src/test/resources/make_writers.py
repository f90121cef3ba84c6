"""Makes the folders writer/1 and writer/2 beside this file: models that write, whose answers a test can compute itself.

Both add up what every token of the past says, so that any row that is mixed up, lost or padded wrongly shows at once:

    state(place)  = sum over tokens up to place of TOKEN[token] + POSITION[place] (+ mean of SOURCE[source token])
    logits(place) = state(place) times OUT

writer/1 goes on with a text; writer/2 has an encoder and a decoder with two branches, as optimum merges them. The tables
follow from formulas, which the test knows too.

Run with onnx, numpy and tokenizers installed: python make_writers.py
"""

from __future__ import annotations

import hashlib
import json
import math
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, decoders, models, pre_tokenizers

FOLDER = Path(__file__).resolve().parent / "writer"
WIDTH, HEADS, PLACES = 6, 2, 64
WORDS = ["<pad>", "<s>", "</s>", "<unk>"] + [f"w{i}" for i in range(36)]
VOCABULARY = len(WORDS)
END = 2


def table(rows: int, columns: int, phase: float, scale: float) -> np.ndarray:
    return np.array(
        [[scale * math.sin(1.7 * row + 2.3 * column + phase * (row + 1) * (column + 1)) for column in range(columns)]
         for row in range(rows)],
        dtype=np.float32,
    )


TABLES = {
    "TOKEN": table(VOCABULARY, WIDTH, 0.9, 1.0),
    "POSITION": table(PLACES, WIDTH, 0.3, 0.5),
    "SOURCE": table(VOCABULARY, WIDTH, 1.1, 2.0),
    "OUT": table(WIDTH, VOCABULARY, 0.7, 1.0),
}


def constant(name: str, values) -> onnx.TensorProto:
    return numpy_helper.from_array(np.asarray(values), name)


def steps(past: str, extra: list[str]) -> tuple[list, list[str]]:
    """The nodes from input_ids to logits and present; `extra` is added to each state."""
    head = WIDTH // HEADS
    nodes = [
        helper.make_node("Gather", ["TOKEN", "input_ids"], ["said"]),
        helper.make_node("Reshape", ["said", "split"], ["said_heads"]),
        helper.make_node("Transpose", ["said_heads"], ["said_new"], perm=[0, 2, 1, 3]),
        helper.make_node("Concat", [past, "said_new"], ["present_all"], axis=2),
        helper.make_node("Cast", ["mask_all"], ["mask_float"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["mask_float", "axes_1_3"], ["mask_heads"]),
        helper.make_node("Mul", ["present_all", "mask_heads"], ["counted"]),
        helper.make_node("CumSum", ["counted", "axis_2"], ["sums"]),
        helper.make_node("Shape", ["input_ids"], ["shape"]),
        helper.make_node("Gather", ["shape", "one"], ["count"]),
        helper.make_node("Neg", ["count"], ["from_end"]),
        helper.make_node("Unsqueeze", ["from_end", "axis_0"], ["from_end_1"]),
        helper.make_node("Slice", ["sums", "from_end_1", "far", "axis_2_list"], ["last_sums"]),
        helper.make_node("Transpose", ["last_sums"], ["last_tokens"], perm=[0, 2, 1, 3]),
        helper.make_node("Reshape", ["last_tokens", "merge"], ["state_0"]),
    ]
    state = "state_0"
    for number, name in enumerate(extra):
        nodes.append(helper.make_node("Add", [state, name], [f"state_{number + 1}"]))
        state = f"state_{number + 1}"
    nodes.append(helper.make_node("MatMul", [state, "OUT"], ["logits_all"]))
    assert head * HEADS == WIDTH
    return nodes, ["logits_all", "present_all"]


def shared_constants() -> list[onnx.TensorProto]:
    return [
        constant("split", np.array([0, 0, HEADS, WIDTH // HEADS], dtype=np.int64)),
        constant("merge", np.array([0, 0, WIDTH], dtype=np.int64)),
        constant("axes_1_3", np.array([1, 3], dtype=np.int64)),
        constant("axis_2", np.array(2, dtype=np.int64)),
        constant("axis_2_list", np.array([2], dtype=np.int64)),
        constant("axis_0", np.array([0], dtype=np.int64)),
        constant("one", np.array(1, dtype=np.int64)),
        constant("far", np.array([np.iinfo(np.int64).max], dtype=np.int64)),
    ]


def value(name: str, kind: int, *shape) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, kind, list(shape))


def past_value(name: str, length: str) -> onnx.ValueInfoProto:
    return value(name, TensorProto.FLOAT, "batch", HEADS, length, WIDTH // HEADS)


def save(path: Path, nodes, inputs, outputs, constants) -> None:
    graph = helper.make_graph(nodes, "writer", inputs, outputs, constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], producer_name="make_writers.py")
    model.ir_version = 9
    onnx.checker.check_model(model)
    path.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(model, path)


def decoder_only(folder: Path) -> None:
    nodes, _ = steps("past_key_values.0.key", ["placed"])
    before = [
        helper.make_node("Gather", ["POSITION", "position_ids"], ["placed"]),
        helper.make_node("Identity", ["attention_mask"], ["mask_all"]),
    ]
    after = [
        helper.make_node("Identity", ["logits_all"], ["logits"]),
        helper.make_node("Identity", ["present_all"], ["present.0.key"]),
        helper.make_node("Concat", ["past_key_values.0.value", "said_new"], ["present.0.value"], axis=2),
    ]
    save(
        folder / "model.onnx",
        before + nodes + after,
        [
            value("input_ids", TensorProto.INT64, "batch", "length"),
            value("attention_mask", TensorProto.INT64, "batch", "total"),
            value("position_ids", TensorProto.INT64, "batch", "length"),
            past_value("past_key_values.0.key", "past"),
            past_value("past_key_values.0.value", "past"),
        ],
        [
            value("logits", TensorProto.FLOAT, "batch", "length", VOCABULARY),
            past_value("present.0.key", "total"),
            past_value("present.0.value", "total"),
        ],
        shared_constants() + [constant(name, TABLES[name]) for name in ("TOKEN", "POSITION", "OUT")],
    )


def encoder(folder: Path) -> None:
    save(
        folder / "encoder_model.onnx",
        [
            helper.make_node("Gather", ["SOURCE", "input_ids"], ["read"]),
            helper.make_node("Cast", ["attention_mask"], ["mask"], to=TensorProto.FLOAT),
            helper.make_node("Unsqueeze", ["mask", "last_axis"], ["mask_wide"]),
            helper.make_node("Mul", ["read", "mask_wide"], ["last_hidden_state"]),
        ],
        [
            value("input_ids", TensorProto.INT64, "batch", "source"),
            value("attention_mask", TensorProto.INT64, "batch", "source"),
        ],
        [value("last_hidden_state", TensorProto.FLOAT, "batch", "source", WIDTH)],
        [constant("SOURCE", TABLES["SOURCE"]), constant("last_axis", np.array([2], dtype=np.int64))],
    )


def branch(name: str, first: bool) -> onnx.GraphProto:
    """The first branch makes keys of the source; the other one reads them."""
    nodes, _ = steps("past_key_values.0.decoder.key", ["told"])
    keys = "source_keys" if first else "past_key_values.0.encoder.key"
    before = [
        helper.make_node("Shape", ["input_ids"], [f"{name}_ids_shape"]),
        helper.make_node("Shape", ["past_key_values.0.decoder.key"], [f"{name}_past_shape"]),
        helper.make_node("Gather", [f"{name}_past_shape", "axis_2"], [f"{name}_past"]),
        helper.make_node("Gather", [f"{name}_ids_shape", "one"], [f"{name}_new"]),
        helper.make_node("Gather", [f"{name}_ids_shape", "zero"], [f"{name}_batch"]),
        helper.make_node("Add", [f"{name}_past", f"{name}_new"], [f"{name}_total"]),
        helper.make_node("Unsqueeze", [f"{name}_batch", "axis_0"], [f"{name}_batch_1"]),
        helper.make_node("Unsqueeze", [f"{name}_total", "axis_0"], [f"{name}_total_1"]),
        helper.make_node("Concat", [f"{name}_batch_1", f"{name}_total_1"], [f"{name}_mask_shape"], axis=0),
        helper.make_node("ConstantOfShape", [f"{name}_mask_shape"], ["mask_all"],
                         value=helper.make_tensor("value", TensorProto.INT64, [1], [1])),
    ]
    if first:
        before += [
            helper.make_node("Reshape", ["encoder_hidden_states", "split"], ["source_heads"]),
            helper.make_node("Transpose", ["source_heads"], [keys], perm=[0, 2, 1, 3]),
        ]
    before += [
        helper.make_node("Cast", ["encoder_attention_mask"], ["source_mask"], to=TensorProto.FLOAT),
        helper.make_node("ReduceSum", ["source_mask", "axis_1_list"], ["source_count"], keepdims=1),
        helper.make_node("Transpose", [keys], ["source_tokens"], perm=[0, 2, 1, 3]),
        helper.make_node("Reshape", ["source_tokens", "merge"], ["source_wide"]),
        helper.make_node("ReduceSum", ["source_wide", "axis_1_list"], ["source_sum"], keepdims=1),
        helper.make_node("Unsqueeze", ["source_count", "axis_2_list"], ["source_count_wide"]),
        helper.make_node("Div", ["source_sum", "source_count_wide"], ["told"]),
    ]
    after = [
        helper.make_node("Identity", ["logits_all"], [f"{name}_logits"]),
        helper.make_node("Identity", ["present_all"], [f"{name}_key"]),
        helper.make_node("Concat", ["past_key_values.0.decoder.value", "said_new"], [f"{name}_value"], axis=2),
        helper.make_node("Identity", [keys], [f"{name}_source_key"]),
        helper.make_node("Identity", [keys], [f"{name}_source_value"]),
    ]
    return helper.make_graph(
        before + nodes + after,
        name,
        [],
        [
            value(f"{name}_logits", TensorProto.FLOAT, "batch", "length", VOCABULARY),
            past_value(f"{name}_key", "total"),
            past_value(f"{name}_value", "total"),
            past_value(f"{name}_source_key", "source"),
            past_value(f"{name}_source_value", "source"),
        ],
    )


def merged_decoder(folder: Path) -> None:
    outputs = [f"present.0.{part}" for part in ("decoder.key", "decoder.value", "encoder.key", "encoder.value")]
    node = helper.make_node(
        "If",
        ["use_cache_branch"],
        ["logits", *outputs],
        then_branch=branch("with_past", first=False),
        else_branch=branch("no_past", first=True),
    )
    save(
        folder / "decoder_model_merged.onnx",
        [node],
        [
            value("input_ids", TensorProto.INT64, "batch", "length"),
            value("encoder_attention_mask", TensorProto.INT64, "batch", "source"),
            value("encoder_hidden_states", TensorProto.FLOAT, "batch", "source", WIDTH),
            past_value("past_key_values.0.decoder.key", "past"),
            past_value("past_key_values.0.decoder.value", "past"),
            past_value("past_key_values.0.encoder.key", "past_source"),
            past_value("past_key_values.0.encoder.value", "past_source"),
            value("use_cache_branch", TensorProto.BOOL, 1),
        ],
        [
            value("logits", TensorProto.FLOAT, "batch", "length", VOCABULARY),
            past_value(outputs[0], "total"),
            past_value(outputs[1], "total"),
            past_value(outputs[2], "source"),
            past_value(outputs[3], "source"),
        ],
        shared_constants()
        + [constant(name, TABLES[name]) for name in ("TOKEN", "OUT")]
        + [constant("zero", np.array(0, dtype=np.int64)), constant("axis_1_list", np.array([1], dtype=np.int64))],
    )


def tokenizer(folder: Path) -> None:
    made = Tokenizer(models.WordPiece({word: i for i, word in enumerate(WORDS)}, unk_token="<unk>"))
    made.pre_tokenizer = pre_tokenizers.Whitespace()
    made.decoder = decoders.WordPiece(prefix="##")
    folder.mkdir(parents=True, exist_ok=True)
    made.save(str(folder / "tokenizer.json"))


def card(folder: Path, version: str, generation: dict) -> None:
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "runnel.yaml")
    lines = [
        "name: writer", f'version: "{version}"', "licence: Apache-2.0", "description: For tests.",
        "base_model: none", "languages: [any]", f"file: {generation['decoder']}", "precision: fp32", "max_tokens: 48",
        "heads:", "  - {name: generation, task: generation, output: logits}", "generation:",
    ]
    lines += [f"  {key}: {name}" for key, name in generation.items()]
    lines.append("digests:")
    for path in files:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        lines.append(f'  {path.relative_to(folder).as_posix()}: "sha256:{digest}"')
    (folder / "runnel.yaml").write_text("\n".join(lines) + "\n")


def main() -> None:
    settings = {"eos_token_id": END, "pad_token_id": 0, "decoder_start_token_id": 1, "max_new_tokens": 12}
    for version, make in (("1", [decoder_only]), ("2", [encoder, merged_decoder])):
        folder = FOLDER / version
        for one in make:
            folder.mkdir(parents=True, exist_ok=True)
            one(folder)
        tokenizer(folder)
        (folder / "generation_config.json").write_text(json.dumps(settings, indent=2) + "\n")
        both = {"encoder": "encoder_model.onnx", "decoder": "decoder_model_merged.onnx"}
        card(folder, version, {"decoder": "model.onnx"} if version == "1" else both)
        print(f"{folder}: {sum(path.stat().st_size for path in folder.rglob('*') if path.is_file())} bytes")


if __name__ == "__main__":
    main()
