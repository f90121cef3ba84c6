"""Makes a small model with fixed random weights for every encoder family, and golden files of what transformers says.

For each family: a tokenizer of its kind trained on the texts below, a model of a few hundred kilobytes, its graph as
`optimum-cli export onnx` would name it, and golden/<family>.json.gz with token ids, offsets, logits, labels and scores, and
entities by every aggregation strategy with and without stride. Nothing here is meant to be any good; it is meant to be equal.

Pinned: transformers 5.23.0, tokenizers 0.23, torch 2.15, onnx 1.23, onnxscript (for torch.onnx.export). Run: python make_families.py [family …]
"""

from __future__ import annotations

import gzip
import json
import random
import sys
import unicodedata
from pathlib import Path

import onnx
import torch
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import AutoConfig, AutoModelForSequenceClassification, AutoModelForTokenClassification, PreTrainedTokenizerFast
from transformers.pipelines import pipeline

FOLDER = Path(__file__).resolve().parent
MAX_TOKENS = 48
VOCABULARY = 600
LABELS = {"0": "bad", "1": "neutral", "2": "good"}
TAGS = {"0": "O", "1": "B-PER", "2": "I-PER", "3": "B-ORG", "4": "I-ORG", "5": "LOC"}
STRATEGIES = ["none", "simple", "first", "average", "max"]
STRIDE = 8

SENTENCES = [
    "Alice Smith wrote to ACME Corp. from New York about invoice 4711.",
    "The refund of £1,234.50 hasn't arrived; please check by 03/11/2024!",
    "Müller & Söhne GmbH, Straße 5, 10115 Berlin — naïve café déjà vu.",
    "She said: “It's broken”, didn't she? Yes… it's 50% off @home #sale",
    "我们在东京见面。订单号是 12345。", "שלום עולם, זה מבחן", "مرحبا بالعالم 123", "Привет, мир! Как дела?", "こんにちは世界 カタカナ",
    "email me: bob@example.com or https://example.org/a?b=c&d=e", "a\tb\nc\r\nd", "ﬁnancial ﬂow ½ ² ™ ①",
]
EMOJI = ["💳", "👩‍👩‍👧‍👦", "🏳️‍🌈", "😀😀😀", "👍🏽", "🇩🇪"]


def hard_texts() -> list[str]:
    """At least 200 texts that break tokenizers, offsets or windows; the same on every run."""
    numbers = random.Random(11)
    texts = ["", " ", "   \n\t ", "\u200b", "\u00a0", "\u0000", "\u0007\u001b[31m", "\ufeffstart", "\u202eback", "a", "A", ".", "£", "...",
             "x" * 10_000, "é" * 2_000, "e\u0301" * 50, "Z\u0351\u036b\u0343algo", "a\u0300\u0301\u0302b", "ß", "İstanbul", "ǅ", "ẞ", "Ａｃｍｅ",
             "[CLS] [SEP] <s> </s> <pad> <unk> [MASK]", "##ing ##ed", "▁ Ġ", "don't won't I'll we've", "New-York-based", "3.14 1,000 1e-5",
             "A.C.M.E.", "U.S.A. U.K.", "O'Neil", "\u1112\u1161\u11ab", "क्षि", "ไทยไม่มีช่องว่าง", "ﷺ", "\ud7ff\ue000", "\U0001f1e9\U0001f1ea x"]
    texts += SENTENCES + EMOJI
    texts += [f"{one} {two}" for one in SENTENCES[:6] for two in EMOJI]
    texts += [" ".join(SENTENCES[i:] + SENTENCES[:i]) for i in range(len(SENTENCES))]
    texts += [unicodedata.normalize(form, text) for form in ("NFD", "NFKC") for text in SENTENCES]
    words = " ".join(SENTENCES).split() + EMOJI
    while len(texts) < 240:
        separators = [" ", " ", " ", "  ", "\n", "", "\t", "\u3000"]
        texts.append("".join(numbers.choice(words) + numbers.choice(separators) for _ in range(numbers.randint(1, 60))))
    return texts


def word_piece(lower: bool) -> Tokenizer:
    made = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    made.normalizer = normalizers.BertNormalizer(lowercase=lower)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    made.decoder = decoders.WordPiece()
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    made.train_from_iterator(SENTENCES, trainers.WordPieceTrainer(vocab_size=VOCABULARY, special_tokens=special))
    made.post_processor = processors.TemplateProcessing(
        single="[CLS]:0 $A:0 [SEP]:0", pair="[CLS]:0 $A:0 [SEP]:0 $B:1 [SEP]:1",
        special_tokens=[(token, made.token_to_id(token)) for token in ("[CLS]", "[SEP]")])
    return made


def byte_level() -> Tokenizer:
    made = Tokenizer(models.BPE(unk_token="<unk>"))
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    made.train_from_iterator(SENTENCES, trainers.BpeTrainer(vocab_size=VOCABULARY, special_tokens=special,
                             initial_alphabet=pre_tokenizers.ByteLevel.alphabet()))
    made.post_processor = processors.RobertaProcessing(("</s>", made.token_to_id("</s>")), ("<s>", made.token_to_id("<s>")), add_prefix_space=False)
    return made


def unigram(template: str) -> Tokenizer:
    made = Tokenizer(models.Unigram())
    made.normalizer = normalizers.Sequence([normalizers.NFKC()])
    made.pre_tokenizer = pre_tokenizers.Metaspace()
    made.decoder = decoders.Metaspace()
    bert = template == "bert"
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"] if bert else ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    made.train_from_iterator(SENTENCES, trainers.UnigramTrainer(vocab_size=400, special_tokens=special, unk_token=special[1 if bert else 3]))
    start, end = ("[CLS]", "[SEP]") if bert else ("<s>", "</s>")
    pair = f"{start}:0 $A:0 {end}:0 $B:1 {end}:1" if bert else f"{start}:0 $A:0 {end}:0 {end}:0 $B:0 {end}:0"
    made.post_processor = processors.TemplateProcessing(
        single=f"{start}:0 $A:0 {end}:0", pair=pair, special_tokens=[(token, made.token_to_id(token)) for token in (start, end)])
    return made


SMALL = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 64, "max_position_embeddings": 64}
FAMILIES = {
    "bert": (lambda: word_piece(True), SMALL),
    "distilbert": (lambda: word_piece(False), {"dim": 32, "n_layers": 2, "n_heads": 4, "hidden_dim": 64, "max_position_embeddings": 64}),
    "electra": (lambda: word_piece(True), {**SMALL, "embedding_size": 32}),
    "mpnet": (lambda: byte_level(), SMALL),
    "roberta": (lambda: byte_level(), SMALL),
    "xlm-roberta": (lambda: unigram("roberta"), SMALL),
    "deberta-v2": (lambda: unigram("bert"), {**SMALL, "relative_attention": True, "pos_att_type": ["p2c", "c2p"], "position_buckets": 16,
                                             "norm_rel_ebd": "layer_norm", "share_att_key": True, "type_vocab_size": 0}),
    "albert": (lambda: unigram("bert"), {**SMALL, "embedding_size": 16}),
    "modernbert": (lambda: byte_level(), {**SMALL, "global_attn_every_n_layers": 2, "local_attention": 16}),
}


def wrap(made: Tokenizer) -> PreTrainedTokenizerFast:
    bert = made.token_to_id("[CLS]") is not None
    names = {"cls_token": "[CLS]", "sep_token": "[SEP]", "pad_token": "[PAD]", "unk_token": "[UNK]", "mask_token": "[MASK]"} if bert else {
        "bos_token": "<s>", "cls_token": "<s>", "eos_token": "</s>", "sep_token": "</s>", "pad_token": "<pad>", "unk_token": "<unk>", "mask_token": "<mask>"}
    return PreTrainedTokenizerFast(tokenizer_object=made, model_max_length=MAX_TOKENS, **names)


def export(model, folder: Path, sample: dict, output: str = "logits") -> None:
    class Answer(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.model = model

        def forward(self, *values):
            return getattr(self.model(**dict(zip(sample, values))), output)

    names = list(sample)
    dynamic = tuple({0: torch.export.Dim("batch"), 1: torch.export.Dim("sequence", max=MAX_TOKENS)} for _ in names)
    folder.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(Answer().eval(), tuple(sample.values()), folder / "model.onnx", input_names=names, output_names=[output],
                      dynamic_shapes=(dynamic,), opset_version=18, external_data=False)
    strip(folder / "model.onnx")


def strip(file: Path) -> None:
    """The exporter notes for each node which line of Python it came from, paths of this machine among it."""
    graph = onnx.load(file)
    del graph.metadata_props[:], graph.graph.metadata_props[:], graph.graph.value_info[:]
    graph.doc_string = graph.graph.doc_string = ""
    for node in [*graph.graph.node, *(node for function in graph.functions for node in function.node)]:
        del node.metadata_props[:]
        node.doc_string = ""
    onnx.save(graph, file)


def make(family: str) -> None:
    torch.manual_seed(list(FAMILIES).index(family))
    make_tokenizer, sizes = FAMILIES[family]
    tokenizer = wrap(make_tokenizer())
    pads = {"pad_token_id": tokenizer.pad_token_id}
    common = {"vocab_size": len(tokenizer), **sizes, **pads}
    golden = {"texts": hard_texts()}
    for task, cls, labels in (("classify", AutoModelForSequenceClassification, LABELS), ("tag", AutoModelForTokenClassification, TAGS)):
        config = AutoConfig.for_model(family, id2label={int(k): v for k, v in labels.items()},
                                      label2id={v: int(k) for k, v in labels.items()}, **common)
        model = cls.from_config(config).eval()
        with torch.no_grad():
            for parameter in model.parameters():
                if parameter.dim() > 1:
                    parameter.mul_(4)  # so that answers differ
        folder = FOLDER / f"{family}-{task}"
        sample = dict(tokenizer(["a short text", "another"], padding=True, return_tensors="pt"))
        sample = {name: sample[name] for name in tokenizer.model_input_names if name in sample and name != "token_type_ids"}
        export(model, folder, sample)
        model.config.architectures = [type(model).__name__]
        model.config.save_pretrained(folder)
        tokenizer.save_pretrained(folder)
        for stray in ("special_tokens_map.json",):
            (folder / stray).unlink(missing_ok=True)
        golden[task] = classified(model, tokenizer, golden["texts"]) if task == "classify" else tagged(model, tokenizer, golden["texts"])
    content = json.dumps(golden, ensure_ascii=True, separators=(",", ":")).encode()
    write(f"{family}.json.gz", content)
    print(family, len(golden["texts"]), "texts")


def write(name: str, content: bytes) -> None:
    """A golden file: whole or not at all, and the same bytes on every run."""
    folder = FOLDER / "golden"
    folder.mkdir(exist_ok=True)
    with open(folder / f".{name}.part", "wb") as part, gzip.GzipFile("", "wb", fileobj=part, mtime=0) as out:
        out.write(content)
    (folder / f".{name}.part").replace(folder / name)


def rounded(numbers) -> list:
    return [round(float(number), 6) for number in numbers]


def java_index(text: str, index: int) -> int:
    """Offsets of Java strings count UTF-16 units."""
    return len(text[:index].encode("utf-16-le", "surrogatepass")) // 2


def classified(model, tokenizer, texts: list[str]) -> list[dict]:
    rows = []
    for text in texts:
        encoded = tokenizer(text, return_offsets_mapping=True, add_special_tokens=False)
        inputs = tokenizer(text, truncation=True, max_length=MAX_TOKENS, return_tensors="pt")
        inputs.pop("token_type_ids", None)
        with torch.no_grad():
            logits = model(**inputs).logits[0]
        rows.append({
            "ids": encoded["input_ids"],
            "offsets": [[java_index(text, start), java_index(text, end)] for start, end in encoded["offset_mapping"]],
            "fits": len(encoded["input_ids"]) + 2 <= MAX_TOKENS,
            "logits": rounded(logits),
            "softmax": rounded(torch.softmax(logits, -1)),
            "sigmoid": rounded(torch.sigmoid(logits)),
        })
    return rows


def tagged(model, tokenizer, texts: list[str]) -> list[dict]:
    rows = []
    for text in texts:
        row = {}
        for strategy in STRATEGIES:
            for stride in (None, STRIDE):
                if strategy == "none" and stride is not None or not text:
                    continue
                tagger = pipeline("token-classification", model=model, tokenizer=tokenizer, aggregation_strategy=strategy, stride=stride, device="cpu")
                found = tagger(text)
                row[strategy if stride is None else f"{strategy}-{stride}"] = [
                    {"group": one.get("entity_group", one.get("entity")), "score": round(float(one["score"]), 6), "word": one["word"],
                     "start": java_index(text, one["start"]), "end": java_index(text, one["end"])} for one in found]
        rows.append(row)
    return rows


if __name__ == "__main__":
    for name in sys.argv[1:] or FAMILIES:
        make(name)
