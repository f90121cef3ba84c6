"""Makes a small model with fixed random weights for every family that writes, and golden files of what transformers writes.

Two steps, because optimum exports with an older transformers than the one that answers are compared with:

    python make_generators.py export WORK [family …]   with optimum-onnx 0.1.0, transformers 4.57.3, torch 2.15, onnx 1.23
    python make_generators.py golden WORK [family …]   with transformers 5.23.0

The first one makes the models in the folder WORK and their graphs beside this file, exactly as `optimum-cli export onnx` lays them
out (of BART, T5 and Pegasus the merged decoder is kept, of Marian the pair). The second one writes golden/<family>.json.gz: for
each text and each setting the tokens that `generate` gives, and the score where it searches with beams.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import torch
import transformers
from tokenizers import processors
from transformers import AutoConfig, AutoModelForCausalLM, AutoModelForSeq2SeqLM, GenerationConfig, PreTrainedTokenizerFast

from make_families import byte_level, hard_texts, unigram, write

FOLDER = Path(__file__).resolve().parent
POSITIONS = 96
MOST_SOURCE = 64
IDS = {"bos_token_id": 0, "pad_token_id": 1, "eos_token_id": 2}
SMALL = {"hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4, "num_key_value_heads": 2,
         "max_position_embeddings": POSITIONS}
PAIR = {"d_model": 32, "encoder_layers": 2, "decoder_layers": 2, "encoder_attention_heads": 4, "decoder_attention_heads": 4,
        "encoder_ffn_dim": 64, "decoder_ffn_dim": 64, "max_position_embeddings": POSITIONS}
DECODERS = {
    "gpt2": (byte_level, "$A", {"n_embd": 32, "n_layer": 2, "n_head": 4, "n_positions": POSITIONS}),
    "llama": (byte_level, "<s> $A", SMALL),
    "mistral": (byte_level, "<s> $A", {**SMALL, "sliding_window": None}),
    "qwen2": (byte_level, "$A", SMALL),
    "phi": (byte_level, "$A", {**SMALL, "num_key_value_heads": 4, "partial_rotary_factor": 0.5}),
    "gemma": (lambda: unigram("roberta"), "<s> $A", {**SMALL, "head_dim": 8}),
}
PAIRS = {
    "bart": (byte_level, "<s> $A </s>", PAIR, 2),
    "t5": (lambda: unigram("roberta"), "$A </s>", {"d_model": 32, "d_kv": 8, "d_ff": 64, "num_layers": 2, "num_heads": 4}, 1),
    "pegasus": (lambda: unigram("roberta"), "$A </s>", PAIR, 1),
    "marian": (lambda: unigram("roberta"), "$A </s>", PAIR, 1),
}
SETTINGS = [
    {"max_new_tokens": 14},
    {"max_new_tokens": 12, "num_beams": 3, "length_penalty": 0.8, "no_repeat_ngram_size": 2, "early_stopping": True},
    {"max_new_tokens": 12, "num_beams": 4, "length_penalty": 1.5, "min_new_tokens": 4, "early_stopping": False},
    {"max_new_tokens": 12, "repetition_penalty": 1.3, "min_new_tokens": 3, "bad_words_ids": [[7], [9, 11]], "suppress_tokens": [20, 21]},
]


def tokenizer(family: str) -> PreTrainedTokenizerFast:
    make, template = (DECODERS.get(family) or PAIRS[family])[:2]
    made = make()
    made.post_processor = processors.TemplateProcessing(
        single=template, pair=f"{template} $B", special_tokens=[(token, made.token_to_id(token)) for token in ("<s>", "</s>")])
    return wrapped(tokenizer_object=made)


def wrapped(**made) -> PreTrainedTokenizerFast:
    return PreTrainedTokenizerFast(**made, model_max_length=MOST_SOURCE, bos_token="<s>", eos_token="</s>", pad_token="<pad>",
                                   unk_token="<unk>")


def saved_tokenizer(family: str) -> PreTrainedTokenizerFast:
    """The one of the export: training a Unigram vocabulary gives equal scores another order at each run."""
    return wrapped(tokenizer_file=str(FOLDER / f"{family}-write" / "tokenizer.json"))


def model(family: str):
    torch.manual_seed(7 + sorted({**DECODERS, **PAIRS}).index(family))
    vocabulary = {"vocab_size": len(tokenizer(family)), **IDS}
    if family in DECODERS:
        made = AutoModelForCausalLM.from_config(AutoConfig.for_model(family, **DECODERS[family][2], **vocabulary))
    else:
        start = {"decoder_start_token_id": PAIRS[family][3], "forced_eos_token_id": None}
        made = AutoModelForSeq2SeqLM.from_config(AutoConfig.for_model(family, **PAIRS[family][2], **vocabulary, **start))
    with torch.no_grad():
        for parameter in made.parameters():
            if parameter.dim() > 1:
                parameter.mul_(4)  # so that answers differ
        made.get_output_embeddings().weight[IDS["eos_token_id"]].mul_(2)  # so that some end
    made.generation_config = GenerationConfig(**generation(family))
    return made.eval()


def generation(family: str) -> dict:
    return {**IDS, **({"decoder_start_token_id": PAIRS[family][3]} if family in PAIRS else {})}


def export(family: str, work: Path) -> None:
    from optimum.exporters.onnx import main_export

    model(family).save_pretrained(work / family)
    tokenizer(family).save_pretrained(work / family)
    target = FOLDER / f"{family}-write"
    shutil.rmtree(target, ignore_errors=True)
    task = "text-generation-with-past" if family in DECODERS else "text2text-generation-with-past"
    main_export(str(work / family), target, task=task, do_validation=False, library_name="transformers")
    for other in ("decoder_model_merged.onnx",) if family == "marian" else ("decoder_model.onnx", "decoder_with_past_model.onnx"):
        (target / other).unlink(missing_ok=True)
    (target / "special_tokens_map.json").unlink(missing_ok=True)


def golden(family: str, work: Path) -> None:
    reading = saved_tokenizer(family)
    chosen = AutoModelForCausalLM if family in DECODERS else AutoModelForSeq2SeqLM
    loaded = chosen.from_pretrained(work / family).eval()
    texts = []
    for text in [text for text in hard_texts() if text.strip() and len(text) < 400][::2]:
        inputs = reading(text, truncation=True, max_length=MOST_SOURCE, return_tensors="pt")
        inputs.pop("token_type_ids", None)
        if inputs["input_ids"].shape[1]:
            texts.append({"text": text, "source": inputs["input_ids"][0].tolist(), "fits": len(reading(text)["input_ids"]) <= MOST_SOURCE,
                          "answers": [written(loaded, inputs, {**generation(family), **setting}) for setting in SETTINGS]})
    content = json.dumps({"transformers": transformers.__version__, "settings": [{**generation(family), **one} for one in SETTINGS],
                          "texts": texts}, separators=(",", ":")).encode()
    write(f"{family}-write.json.gz", content)
    print(family, len(texts), "texts,", sum(IDS["eos_token_id"] in one["tokens"] for text in texts for one in text["answers"]), "answers end")


def written(loaded, inputs, settings: dict) -> dict:
    with torch.no_grad():
        found = loaded.generate(**inputs, generation_config=GenerationConfig(**settings), output_scores=True, return_dict_in_generate=True)
    given = 1 if loaded.config.is_encoder_decoder else inputs["input_ids"].shape[1]
    tokens = found.sequences[0].tolist()[given:]
    if IDS["eos_token_id"] in tokens:
        tokens = tokens[: tokens.index(IDS["eos_token_id"]) + 1]
    scored = settings.get("num_beams", 1) > 1
    return {"tokens": tokens, "score": round(float(found.sequences_scores[0]), 6) if scored else None}


if __name__ == "__main__":
    step, place, *names = sys.argv[1:]
    for name in names or [*DECODERS, *PAIRS]:
        (export if step == "export" else golden)(name, Path(place))
