"""Writes the model folder: graph, tokenizer, config, card, and `runnel.yaml` with labels, temperatures and digests."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from pathlib import Path

import yaml

from .export import graph_path
from .heads import MAX_TOKENS, load_heads
from .model import encoder_facts, encoder_folder

NAME, VERSION = "runnel-base", 1
MANIFEST = "runnel.yaml"
GRAPH = "onnx/model_quantized.onnx"


def manifest(work: Path, digests: dict[str, str]) -> dict:
    """What `runnel.yaml` says, in the order in which it says it."""
    path = work / "temperatures.json"
    if not path.exists():
        raise SystemExit(f"{path} is missing; run the stage `calibrate` with the same --work first.")
    temperatures = json.loads(path.read_text(encoding="utf-8"))
    facts = encoder_facts()
    heads = [
        {
            "name": head.name,
            "task": head.task,
            "output": head.name,
            "pooling": "mean" if head.pooled else "none",
            "labels": list(head.labels),
            "temperature": temperatures[head.name],
        }
        for head in load_heads().values()
    ]
    return {
        "name": NAME,
        "version": VERSION,
        "licence": "Apache-2.0",
        "description": "English; one encoder pass gives ticket queue, spend category, conversation domain, sentiment, entities and sentence salience.",
        "base_model": f"sentence-transformers/all-MiniLM-L6-v2 (PyPI {facts['package']} {facts['version']})",
        "languages": ["en"],
        "file": GRAPH,
        "precision": "int8",
        "max_tokens": MAX_TOKENS,
        "heads": heads,
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
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False) + "\n", encoding="utf-8")
    config = json.loads((encoder_folder() / "tokenizer_config.json").read_text(encoding="utf-8"))
    config["model_max_length"] = MAX_TOKENS
    (folder / "tokenizer_config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")


def digest(path: Path) -> str:
    """`sha256:` and the hex digest of a file."""
    return "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest()


def write_pack(work: Path, out: Path, card: str) -> None:
    """Builds the folder beside its place, then moves file by file, the manifest last."""
    temporary = out.parent / f".{out.name}.part"
    shutil.rmtree(temporary, ignore_errors=True)
    (temporary / "onnx").mkdir(parents=True)
    shutil.copyfile(graph_path(work, "int8"), temporary / GRAPH)
    shutil.copyfile(encoder_folder() / "config.json", temporary / "config.json")
    write_tokenizer(temporary)
    (temporary / "README.md").write_text(card, encoding="utf-8")
    files = sorted(p.relative_to(temporary).as_posix() for p in temporary.rglob("*") if p.is_file())
    content = manifest(work, {name: digest(temporary / name) for name in files})
    text = yaml.dump(content, Dumper=FlowLists, sort_keys=False, allow_unicode=True, width=110)
    (temporary / MANIFEST).write_text(text, encoding="utf-8")
    for name in [*files, MANIFEST]:
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        os.replace(temporary / name, out / name)
    shutil.rmtree(temporary)
    print(f"wrote {out}: {sum(p.stat().st_size for p in out.rglob('*') if p.is_file()) / 1e6:.1f} MB")
