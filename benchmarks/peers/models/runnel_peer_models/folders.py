"""Model folders as the Hugging Face hub has them, and the layout that Spark NLP imports."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import numpy as np
import onnx
from safetensors.numpy import save_file

from .encoder import MOST_POSITIONS, EncoderFiles
from .fit import Fitted, pooler
from .graphs import quantize, task_graph
from .tasks import Kind

ARCHITECTURES = {Kind.SEQUENCE: "BertForSequenceClassification", Kind.TOKEN: "BertForTokenClassification"}
FP32, INT8 = "onnx/model.onnx", "onnx/model_quantized.onnx"
SPARK_NLP = "spark-nlp"


def write_model(out: Path, encoder: EncoderFiles, fitted: Fitted) -> Path:
    """`<out>/<task>` with weights, graphs and tokenizer, and `<out>/spark-nlp/<task>` with links to the same."""
    folder = out / fitted.task.name
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "onnx").mkdir(parents=True)
    write_tokenizer(folder, encoder)
    config = config_of(encoder, fitted)
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    layer = pooler(config["hidden_size"])
    save_file(state(encoder, fitted, layer), folder / "model.safetensors", metadata={"format": "pt"})
    onnx.save(task_graph(encoder, fitted.task.kind, layer, fitted.readout), folder / FP32)
    quantize(folder / FP32, folder / INT8)
    write_spark_nlp(out / SPARK_NLP / fitted.task.name, folder, fitted)
    return folder


def config_of(encoder: EncoderFiles, fitted: Fitted) -> dict:
    """The encoder's config.json with architecture and labels."""
    names = {str(number): label for number, label in enumerate(fitted.labels)}
    config = {**encoder.config, "architectures": [ARCHITECTURES[fitted.task.kind]], "id2label": names}
    config["label2id"] = {label: number for number, label in enumerate(fitted.labels)}
    config.pop("_name_or_path", None)
    if fitted.task.kind is Kind.SEQUENCE:
        config["problem_type"] = "single_label_classification"
    return config


def state(encoder: EncoderFiles, fitted: Fitted, layer: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Weights under the names of transformers."""
    weights = {f"bert.{name}": value for name, value in encoder.weights.items() if not name.startswith("pooler.")}
    if fitted.task.kind is Kind.SEQUENCE:
        weights |= {f"bert.pooler.dense.{name}": value for name, value in layer.items()}
    readout = {"classifier.weight": fitted.readout.weight, "classifier.bias": fitted.readout.bias}
    return {name: np.ascontiguousarray(value) for name, value in {**weights, **readout}.items()}


def write_tokenizer(folder: Path, encoder: EncoderFiles) -> None:
    """The package's tokenizer without its fixed padding and truncation to 128 tokens."""
    tokenizer = json.loads((encoder.folder / "tokenizer.json").read_text(encoding="utf-8"))
    tokenizer["truncation"] = tokenizer["padding"] = None
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False) + "\n", encoding="utf-8")
    config = json.loads((encoder.folder / "tokenizer_config.json").read_text(encoding="utf-8"))
    config["model_max_length"] = MOST_POSITIONS
    (folder / "tokenizer_config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    for name in ("vocab.txt", "special_tokens_map.json"):
        shutil.copyfile(encoder.folder / name, folder / name)


def write_spark_nlp(folder: Path, model: Path, fitted: Fitted) -> None:
    """`model.onnx` beside `assets/vocab.txt` and `assets/labels.txt`."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "assets").mkdir(parents=True)
    os.link(model / FP32, folder / "model.onnx")
    os.link(model / "vocab.txt", folder / "assets" / "vocab.txt")
    (folder / "assets" / "labels.txt").write_text("".join(f"{label}\n" for label in fitted.labels), encoding="utf-8")
