"""Writes the model folder: graph, tokenizer, config, card, and `runnel.yaml` with labels, temperatures and digests."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import re
import shutil
import tempfile
from pathlib import Path

import yaml

from .export import graph_path
from .encoder import LETTER_CASES
from .heads import EMBEDDING_SIZE, ENTITIES, MAX_TOKENS, SALIENCE, SENTENCE_EMBEDDING, load_heads
from .model import encoder_facts, encoder_folder

NAMES = {6: "runnel-base", 3: "runnel-small"}  # by number of layers
MANIFEST = "runnel.yaml"
GRAPH = "onnx/model_quantized.onnx"


def measured(work: Path, name: str, stage: str) -> dict:
    """A JSON file that another stage wrote."""
    path = work / name
    if not path.exists():
        raise SystemExit(f"{path} is missing; run the stage `{stage}` with the same --work first.")
    return json.loads(path.read_text(encoding="utf-8"))


def head_entries(work: Path) -> list[dict]:
    """The heads as the manifest lists them."""
    temperatures = measured(work, "temperatures.json", "calibrate")
    entries = []
    for head in load_heads().values():
        entry = {
            "name": head.name,
            "task": head.task,
            "output": head.name,
            "pooling": "none" if head.tagging else "mean",
            "labels": list(head.labels),
            "temperature": temperatures[head.name],
        }
        if head.name == ENTITIES:
            entry["decoding"] = "viterbi"
        entries.append({**entry, **measured(work, "summary.json", "tune")} if head.name == SALIENCE else entry)
    embedding = {
        "name": SENTENCE_EMBEDDING,
        "task": SENTENCE_EMBEDDING,
        "output": SENTENCE_EMBEDDING,
        "pooling": "mean",
        "dimensions": EMBEDDING_SIZE,
    }
    return [*entries, embedding]


def pack_name(layers: int) -> str:
    """The name of a pack with that many layers."""
    if layers not in NAMES:
        raise SystemExit(f"No pack has {layers} layers; add its name to NAMES in pack.py.")
    return NAMES[layers]


def pack_version(out: Path, layers: int) -> int:
    """The version that the folder of a pack with that many layers is for, `<name>/<version>`; refuses any other folder."""
    folder, name = out.resolve(), pack_name(layers)
    if folder.parent.name != name or not re.fullmatch("[1-9][0-9]*", folder.name):
        raise SystemExit(f"--out {out} is no folder for a version of {name}; expected one like models/{name}/1.")
    return int(folder.name)


def manifest(work: Path, out: Path, layers: int, digests: dict[str, str]) -> dict:
    """What `runnel.yaml` of the folder `out` says, in the order in which it says it."""
    facts = encoder_facts()
    return {
        "name": pack_name(layers),
        "version": pack_version(out, layers),
        "licence": "Apache-2.0",
        "description": f"English; one encoder pass of {layers} layers gives ticket queue, intents, spend category, conversation domain, sentiment, "
        "entities, invoice fields and sentence salience.",
        "base_model": f"sentence-transformers/all-MiniLM-L6-v2 (PyPI {facts['package']} {facts['version']})",
        "languages": ["en"],
        "file": GRAPH,
        "precision": "int8",
        "max_tokens": MAX_TOKENS,
        "token_types": "letter-case",
        "heads": head_entries(work),
        "digests": digests,
    }


class FlowLists(yaml.SafeDumper):
    """Writes lists of words in one flow, everything else as blocks indented under its key."""

    def increase_indent(self, flow=False, indentless=False):
        return super().increase_indent(flow, False)


def represent_list(dumper: yaml.SafeDumper, values: list) -> yaml.Node:
    """`[a, b]` for plain values, a block for mappings."""
    flow = all(isinstance(value, str) for value in values)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", values, flow_style=flow)


FlowLists.add_representer(list, represent_list)


def write_tokenizer(folder: Path) -> None:
    """The encoder's tokenizer without its fixed truncation and padding to 128 tokens; the reader cuts and pads."""
    tokenizer = json.loads((encoder_folder() / "tokenizer.json").read_text(encoding="utf-8"))
    tokenizer["truncation"] = tokenizer["padding"] = None
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    config = json.loads((encoder_folder() / "tokenizer_config.json").read_text(encoding="utf-8"))
    config["model_max_length"] = MAX_TOKENS
    (folder / "tokenizer_config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")


def write_config(folder: Path, layers: int) -> None:
    """The encoder's config.json with what is different here."""
    config = json.loads((encoder_folder() / "config.json").read_text(encoding="utf-8"))
    config |= {"num_hidden_layers": layers, "type_vocab_size": LETTER_CASES}
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")


def digest(path: Path) -> str:
    """`sha256:` and the hex digest of a file."""
    return "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest()


def pack_bytes(work: Path, out: Path, layers: int, card: str) -> int:
    """How large the model folder with that card will be, all files."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / out.resolve().parent.name / out.resolve().name
        with contextlib.redirect_stdout(io.StringIO()):
            write_pack(work, folder, layers, card)
        return folder_bytes(folder)


def folder_bytes(folder: Path) -> int:
    """The sum of all files."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def write_pack(work: Path, out: Path, layers: int, card: str) -> None:
    """Builds the folder beside its place, then moves file by file, the manifest last."""
    temporary = out.parent / f".{out.name}.part"
    shutil.rmtree(temporary, ignore_errors=True)
    (temporary / "onnx").mkdir(parents=True)
    shutil.copyfile(graph_path(work, "int8"), temporary / GRAPH)
    write_config(temporary, layers)
    write_tokenizer(temporary)
    (temporary / "README.md").write_text(card, encoding="utf-8")
    files = sorted(p.relative_to(temporary).as_posix() for p in temporary.rglob("*") if p.is_file())
    content = manifest(work, out, layers, {name: digest(temporary / name) for name in files})
    text = yaml.dump(content, Dumper=FlowLists, sort_keys=False, allow_unicode=True, width=110)
    (temporary / MANIFEST).write_text(text, encoding="utf-8")
    for name in [*files, MANIFEST]:
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        os.replace(temporary / name, out / name)
    shutil.rmtree(temporary)
    print(f"wrote {out}: {folder_bytes(out) / 1e6:.2f} MB")
