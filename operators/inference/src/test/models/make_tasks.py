"""Makes small models for what encoders answer beside one label and tags, and golden/tasks.json.gz of what transformers says.

Natural language inference (two kinds of pairs), embeddings (two kinds of pooling), several labels, a number, and a folder that is
quantized with one scale for a whole batch, as `quantize_dynamic` does it.

Pinned as make_families.py, with onnxruntime 1.28 for the quantization. Run: python make_tasks.py
"""

from __future__ import annotations

import json
import shutil

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from transformers import AutoConfig, AutoModel, AutoModelForSequenceClassification
from transformers.pipelines import pipeline

from make_families import FOLDER, MAX_TOKENS, SMALL, byte_level, export, hard_texts, rounded, word_piece, wrap, write

CANDIDATES = ["billing", "delivery", "a broken thing", "日本"]
NLI = {0: "contradiction", 1: "neutral", 2: "entailment"}


def make(folder: str, family: str, tokenizer, labels: dict, **more):
    """A model with fixed random weights, and its folder without a graph."""
    torch.manual_seed(100 + sum(map(ord, folder)))
    config = AutoConfig.for_model(family, vocab_size=len(tokenizer), **SMALL, pad_token_id=tokenizer.pad_token_id, **more)
    if labels:
        config.id2label, config.label2id = labels, {label: number for number, label in labels.items()}
        model = AutoModelForSequenceClassification.from_config(config).eval()
    else:
        model = AutoModel.from_config(config, add_pooling_layer=False).eval()
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.dim() > 1:
                parameter.mul_(4)  # so that answers differ
    target = FOLDER / folder
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    model.config.architectures = [type(model).__name__]
    model.config.save_pretrained(target)
    tokenizer.save_pretrained(target)
    return model


def inputs(tokenizer, text: str):
    return tokenizer(text, truncation=True, max_length=MAX_TOKENS, return_tensors="pt")


def one_each(model, tokenizer, texts: list, answer) -> list:
    with torch.no_grad():
        return [None if text is None else rounded(answer(model(**inputs(tokenizer, text)))) for text in texts]


def sample(tokenizer, *texts) -> dict:
    return dict(tokenizer(*texts, padding=True, return_tensors="pt"))


def inference(folder: str, family: str, tokenizer, texts: list) -> dict:
    model = make(folder, family, tokenizer, NLI)
    export(model, FOLDER / folder, sample(tokenizer, ["a short text", "another"], ["a label", "b"]))
    judge = pipeline("zero-shot-classification", model=model, tokenizer=tokenizer, device="cpu")
    found = {}
    for name, several in (("one", False), ("any", True)):
        found[name] = []
        for text in texts:
            longest = 0 if text is None else max(len(tokenizer(text, f"This example is {label}.")["input_ids"]) for label in CANDIDATES)
            if text is None or longest > MAX_TOKENS:
                found[name].append(None)
                continue
            answer = judge(text, CANDIDATES, multi_label=several)
            scores = dict(zip(answer["labels"], answer["scores"]))
            found[name].append(rounded(scores[label] for label in CANDIDATES))
    return found


def embedding(folder: str, mode: str, tokenizer, texts: list) -> list:
    model = make(folder, "bert", tokenizer, {})
    export(model, FOLDER / folder, sample(tokenizer, ["a short text", "another"]), "last_hidden_state")
    (FOLDER / folder / "1_Pooling").mkdir()
    pooling = {"word_embedding_dimension": 32, "pooling_mode_cls_token": mode == "cls", "pooling_mode_mean_tokens": mode == "mean"}
    (FOLDER / folder / "1_Pooling" / "config.json").write_text(json.dumps(pooling, indent=2) + "\n")
    pooled = (lambda out: out.last_hidden_state[0, 0]) if mode == "cls" else (lambda out: out.last_hidden_state[0].mean(0))
    return one_each(model, tokenizer, texts, pooled)


def classification(folder: str, tokenizer, texts: list, labels: dict, problem: str, answer) -> list:
    model = make(folder, "bert", tokenizer, labels, problem_type=problem)
    export(model, FOLDER / folder, sample(tokenizer, ["a short text", "another"]))
    return one_each(model, tokenizer, texts, answer)


def quantized() -> None:
    """As `quantize_dynamic` does it, and as optimum's quantizer does: products of two texts too, as in attention."""
    for folder, options in (("bert-dynamic", {}), ("bert-dynamic-all", {"MatMulConstBOnly": False})):
        target = FOLDER / folder
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(FOLDER / "bert-classify", target)
        (target / "model.onnx").unlink()
        quantize_dynamic(FOLDER / "bert-classify" / "model.onnx", target / "model_quantized.onnx", weight_type=QuantType.QInt8, extra_options=options)


def main() -> None:
    words, letters = wrap(word_piece(True)), wrap(byte_level())
    fitting = [text for text in hard_texts() if len(text) < 2_000 and 2 < len(words(text)["input_ids"]) <= MAX_TOKENS][::2]
    golden = {
        "texts": fitting,
        "candidates": CANDIDATES,
        "nli-bert": inference("nli-bert", "bert", words, fitting),
        "nli-roberta": inference("nli-roberta", "roberta", letters, fitting),
        "embed-mean": embedding("embed-mean", "mean", words, fitting),
        "embed-cls": embedding("embed-cls", "cls", words, fitting),
        "multi": classification("multi", words, fitting, {0: "angry", 1: "urgent", 2: "vip"}, "multi_label_classification",
                                lambda out: torch.sigmoid(out.logits[0])),
        "number": classification("number", words, fitting, {0: "stars"}, "regression", lambda out: out.logits[0]),
    }
    content = json.dumps(golden, separators=(",", ":")).encode()
    quantized()
    write("tasks.json.gz", content)
    print(len(fitting), "texts")


if __name__ == "__main__":
    main()
