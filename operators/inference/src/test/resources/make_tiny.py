"""Makes the folders tiny/1 and tiny/2 beside this file: models whose answers can be told by reading a text.

Every token has fixed logits, so tests know what comes out. Three words make trouble: `explode` makes the run fail (its
embedding is out of range), `hollow` gives logits that are no numbers, `stall` makes the run take minutes.

tiny/2 reads the letter case of tokens, embeds sentences, extracts fields, and wants summaries whose sentences differ.

Run with onnx, numpy and tokenizers installed: python make_tiny.py
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

FOLDER = Path(__file__).resolve().parent / "tiny"
MAX_TOKENS = 64
STALL_STEPS = 2_000_000_000

QUEUES = ["billing", "technical", "other"]
MOODS = ["negative", "neutral", "positive"]
TAGS = ["O", "B-person", "I-person", "B-organisation", "I-organisation", "B-place", "I-place"]
HEADS = {
    "queue": ("text-classification", QUEUES),
    "mood": ("sentiment", MOODS),
    "entities": ("token-classification", TAGS),
    "salience": ("sentence-salience", ["salient"]),
}
PREFERS = {
    "queue": {"refund": "billing", "invoice": "billing", "paid": "billing", "crash": "technical", "error": "technical"},
    "mood": {"good": "positive", "great": "positive", "thanks": "positive", "bad": "negative", "awful": "negative"},
    "entities": {
        "alice": "B-person", "bob": "B-person", "smith": "I-person", "jose": "B-person",
        "acme": "B-organisation", "corp": "I-organisation", "inc": "I-organisation",
        "paris": "B-place", "new": "B-place", "york": "I-place", "tokyo": "I-place",
    },
    "salience": {"refund": "salient", "important": "salient", "crash": "salient", "paris": "salient"},
}
PLAIN = (
    "the a an and or of to in on at is was we i you it he she they this that not no with for from by first last please "
    "order number meeting morning customer price euro today near city wrote called said word mr e g then says"
).split()

CASES = ["none", "capitalised", "all-capitals", "mixed"]
FIELDS = ["O", "B-company", "I-company", "B-address", "I-address", "B-total", "I-total"]
DIRECTIONS = 4
SECOND_HEADS = {
    "case": ("text-classification", CASES),
    "salience": ("sentence-salience", ["salient"]),
    "sentence-embedding": ("sentence-embedding", []),
    "fields": ("field-extraction", FIELDS),
}
SALIENT = {"refund": 6.0, "invoice": 5.5, "crash": 4.0, "meeting": 1.0}
SAYS = {"refund": 0, "invoice": 0, "paid": 0, "crash": 1, "error": 1, "meeting": 2}
FIELD_WORDS = {
    "acme": ("B-company", 6.0), "corp": ("I-company", 6.0), "inc": ("I-company", 6.0),
    "new": ("B-address", 6.0), "york": ("I-address", 6.0), "paris": ("I-address", 5.0), "city": ("I-address", 5.0),
    "price": ("B-total", 4.5), "euro": ("I-total", 4.5), "£": ("B-total", 7.0),
}

TROUBLE = ["hollow", "stall", "explode"]


def vocabulary() -> list[str]:
    marked = sorted({word for words in PREFERS.values() for word in words})
    characters = [chr(c) for c in range(33, 127) if not chr(c).isupper()] + list("£€é東京都")
    pieces = ["##" + c for c in "abcdefghijklmnopqrstuvwxyz0123456789"] + ["##son", "##ville"]
    tokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"] + characters + pieces + PLAIN + marked
    tokens = list(dict.fromkeys(tokens))
    return tokens + TROUBLE  # explode is last: its id is outside of every table


def write_tokenizer(tokens: list[str]) -> None:
    tokenizer = Tokenizer(models.WordPiece({t: i for i, t in enumerate(tokens)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.WordPiece(prefix="##")
    tokenizer.add_special_tokens(["[PAD]", "[UNK]", "[CLS]", "[SEP]"])
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    # As in the files of real models; the engine must switch both off.
    tokenizer.enable_truncation(16)
    tokenizer.enable_padding(length=16)
    for version in ("1", "2"):
        (FOLDER / version / "onnx").mkdir(parents=True, exist_ok=True)
        tokenizer.save(str(FOLDER / version / "tokenizer.json"))


def table(tokens: list[str], head: str, labels: list[str]) -> np.ndarray:
    """Logits of each token: a preferred label stands out; the rest is a little noise that never decides."""
    noise = np.random.default_rng(7).uniform(-0.05, 0.05, (len(tokens) - 1, len(labels)))
    logits = noise.astype(np.float32)
    if labels[0] == "O":
        logits[:, 0] += 3
    for word, label in PREFERS[head].items():
        logits[tokens.index(word), labels.index(label)] += 6
    logits[tokens.index("hollow")] = np.nan
    return logits


def stall_loop() -> list[onnx.NodeProto]:
    """A loop that runs once for most texts, and for minutes if the word `stall` is among them."""
    body = helper.make_graph(
        [
            helper.make_node("Identity", ["go_on"], ["go_on_out"]),
            helper.make_node("Add", ["sum_in", "one_float"], ["sum_out"]),
        ],
        "body",
        [
            helper.make_tensor_value_info("step", TensorProto.INT64, []),
            helper.make_tensor_value_info("go_on", TensorProto.BOOL, []),
            helper.make_tensor_value_info("sum_in", TensorProto.FLOAT, []),
        ],
        [
            helper.make_tensor_value_info("go_on_out", TensorProto.BOOL, []),
            helper.make_tensor_value_info("sum_out", TensorProto.FLOAT, []),
        ],
    )
    return [
        helper.make_node("Equal", ["input_ids", "stall_id"], ["is_stall"]),
        helper.make_node("Cast", ["is_stall"], ["stalls"], to=TensorProto.INT64),
        helper.make_node("ReduceMax", ["stalls"], ["any_stall"], keepdims=0),
        helper.make_node("Mul", ["any_stall", "stall_steps"], ["more_steps"]),
        helper.make_node("Add", ["more_steps", "one"], ["steps"]),
        helper.make_node("Loop", ["steps", "yes", "zero_float"], ["loop_sum"], body=body),
        helper.make_node("Mul", ["loop_sum", "zero_float"], ["nothing"]),
    ]


def write_graph(tokens: list[str]) -> None:
    def constant(name: str, value: np.ndarray) -> onnx.TensorProto:
        return numpy_helper.from_array(value, name)

    constants = [
        constant("stall_id", np.array(tokens.index("stall"), dtype=np.int64)),
        constant("stall_steps", np.array(STALL_STEPS, dtype=np.int64)),
        constant("one", np.array(1, dtype=np.int64)),
        constant("yes", np.array(True)),
        constant("zero_float", np.array(0, dtype=np.float32)),
        constant("one_float", np.array(1, dtype=np.float32)),
        constant("last_axis", np.array([2], dtype=np.int64)),
    ]
    nodes = stall_loop() + [
        helper.make_node("Cast", ["attention_mask"], ["mask_float"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["mask_float", "last_axis"], ["mask"]),
        helper.make_node("Add", ["mask", "nothing"], ["weight"]),
    ]
    outputs = []
    for head, (_, labels) in HEADS.items():
        constants.append(constant(f"table-{head}", table(tokens, head, labels)))
        nodes.append(helper.make_node("Gather", [f"table-{head}", "input_ids"], [f"raw-{head}"]))
        nodes.append(helper.make_node("Mul", [f"raw-{head}", "weight"], [head]))
        outputs.append(helper.make_tensor_value_info(head, TensorProto.FLOAT, ["batch", "sequence", len(labels)]))
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "sequence"])
        for name in ("input_ids", "attention_mask", "token_type_ids", "position_ids")
    ]
    graph = helper.make_graph(nodes, "tiny", inputs, outputs, constants)
    save(graph, "1")


def save(graph: onnx.GraphProto, version: str) -> None:
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    onnx.save(model, FOLDER / version / "onnx" / "model.onnx")


def second_tables(tokens: list[str]) -> dict[str, np.ndarray]:
    """What each token says to each head of tiny/2 but `case`, which reads token types instead."""
    size = len(tokens)
    salience = np.zeros((size, 1), dtype=np.float32)
    for word, logit in SALIENT.items():
        salience[tokens.index(word)] = logit
    embedding = np.full((size, DIRECTIONS), 0.01, dtype=np.float32)
    for word, direction in SAYS.items():
        embedding[tokens.index(word), direction] = 5.0
    fields = np.zeros((size, len(FIELDS)), dtype=np.float32)
    fields[:, 0] = 3.0
    for word, (label, logit) in FIELD_WORDS.items():
        fields[tokens.index(word), FIELDS.index(label)] = logit + 3.0
    return {"salience": salience, "sentence-embedding": embedding, "fields": fields}


def write_second_graph(tokens: list[str]) -> None:
    constants = [numpy_helper.from_array(6 * np.eye(len(CASES), dtype=np.float32), "table-case")]
    nodes = [helper.make_node("Gather", ["table-case", "token_type_ids"], ["case"])]
    outputs = [helper.make_tensor_value_info("case", TensorProto.FLOAT, ["batch", "sequence", len(CASES)])]
    for head, values in second_tables(tokens).items():
        constants.append(numpy_helper.from_array(values, f"table-{head}"))
        nodes.append(helper.make_node("Gather", [f"table-{head}", "input_ids"], [head]))
        shape = ["batch", "sequence", values.shape[1]]
        outputs.append(helper.make_tensor_value_info(head, TensorProto.FLOAT, shape))
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "sequence"])
        for name in ("input_ids", "token_type_ids")
    ]
    save(helper.make_graph(nodes, "tiny", inputs, outputs, constants), "2")


def write_card(version: str, heads: dict[str, tuple[str, list[str]]], more: dict[str, list[str]]) -> None:
    """The card; `more` are further lines of the card ("") and of its heads."""
    lines = [
        "name: tiny", f"version: {version}", "licence: Apache-2.0",
        "description: Fixed logits for each word; for tests only.",
        "languages: [en]", "file: onnx/model.onnx", "precision: fp32", f"max_tokens: {MAX_TOKENS}",
        *more.get("", []), "heads:",
    ]
    for head, (task, labels) in heads.items():
        lines += [f"  - name: {head}", f"    task: {task}", f"    output: {head}", "    pooling: mean"]
        if labels:
            lines += [f"    labels: {json.dumps(labels)}", "    temperature: 1.0"]
        lines += [f"    {line}" for line in more.get(head, [])]
    lines.append("digests:")
    for file in ("tokenizer.json", "onnx/model.onnx"):
        lines.append(f'  {file}: "sha256:{hashlib.sha256((FOLDER / version / file).read_bytes()).hexdigest()}"')
    (FOLDER / version / "runnel.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    tokens = vocabulary()
    write_tokenizer(tokens)
    write_graph(tokens)
    write_second_graph(tokens)
    write_card("1", HEADS, {})
    more = {
        "": ["token_types: letter-case"],
        "salience": ["diversity: 0.5", "min_words: 0", "share_of_best: 0"],
        "sentence-embedding": [f"dimensions: {DIRECTIONS}"],
        "fields": ["languages: [en, ms]"],
    }
    write_card("2", SECOND_HEADS, more)


if __name__ == "__main__":
    main()
