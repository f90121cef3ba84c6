"""Writes quote-golden.json: random documents and the sentences that maximal marginal relevance chooses from them.

The formula is that of the engine's QuoteChoice, written a second time; the recipe that tunes the numbers can be checked
against the same file. Only the standard library is needed: python make_quote_golden.py
"""

from __future__ import annotations

import json
import math
import random
import re
from pathlib import Path

CASES = 60
MOST_CANDIDATES = 500
SAME_WORDS = 0.75
WORD = re.compile(r"[^\W_]\S*")
VOCABULARY = "refund printer order friday budget review nobody meeting invoice paid late again thanks now one two".split()


def words(text: str) -> list[str]:
    return [word.lower() for word in WORD.findall(text)]


def cosine(first: list[float], second: list[float]) -> float:
    norms = math.sqrt(sum(x * x for x in first)) * math.sqrt(sum(x * x for x in second))
    return sum(x * y for x, y in zip(first, second)) / norms if norms else 0.0


def relevance(sentences: list[dict], rule: dict) -> list[float]:
    """The logit with the terms for place and length, rescaled to 0..1 over the document."""
    number = len(sentences)
    telling = [
        sentence["logit"]
        + rule["position"] * (1 - place / number)
        + rule["length"] * math.log(max(1, len(words(sentence["text"]))))
        for place, sentence in enumerate(sentences)
    ]
    least, most = min(telling), max(telling)
    return [1.0 if most == least else (value - least) / (most - least) for value in telling]


def candidates(sentences: list[dict], values: list[float], rule: dict, temperature: float) -> list[int]:
    everyone = list(range(len(sentences)))
    least = max(1, rule["min_words"])
    allowed = [i for i in everyone if len(words(sentences[i]["text"])) >= least] or everyone
    score = {i: 1 / (1 + math.exp(-sentences[i]["logit"] / temperature)) for i in allowed}
    best = max(score.values())
    allowed = [i for i in allowed if score[i] >= rule["share_of_best"] * best]
    return sorted(allowed, key=lambda i: (-values[i], i))[:MOST_CANDIDATES]


def choose(sentences: list[dict], rule: dict, temperature: float, max_words: int) -> list[int]:
    values = relevance(sentences, rule)
    left = candidates(sentences, values, rule, temperature)
    chosen: list[int] = []
    used = 0

    def value(i: int) -> float:
        near = max((cosine(sentences[i]["embedding"], sentences[j]["embedding"]) for j in chosen), default=0.0)
        return (1 - rule["diversity"]) * values[i] - rule["diversity"] * near

    while left:
        taken = max(left, key=lambda i: (value(i), -i))
        left.remove(taken)
        own = words(sentences[taken]["text"])
        if not chosen or (used + len(own) <= max_words and not any(repeats(sentences[j]["text"], own) for j in chosen)):
            chosen.append(taken)
            used += len(own)
    return sorted(chosen)


def repeats(text: str, own: list[str]) -> bool:
    other = set(words(text))
    shorter = min(len(other), len(set(own)))
    return shorter == 0 or len(other & set(own)) / shorter >= SAME_WORDS


def case(dice: random.Random) -> dict:
    sentences = [
        {
            "text": " ".join(dice.choices(VOCABULARY, k=dice.randint(1, 9))).capitalize() + ".",
            "logit": round(dice.gauss(-1, 1.5), 3),
            "embedding": [round(dice.gauss(0.3, 1), 3) for _ in range(4)],
        }
        for _ in range(dice.randint(1, 25))
    ]
    rule = {
        "diversity": dice.choice([0.0, 0.3, 0.5, 0.9]),
        "position": dice.choice([0.0, 1.0, -0.5]),
        "length": dice.choice([0.0, 0.5]),
        "min_words": dice.choice([0, 4, 6]),
        "share_of_best": dice.choice([0.0, 0.5]),
    }
    temperature, max_words = dice.choice([1.0, 0.8]), dice.choice([5, 20, 40])
    chosen = choose(sentences, rule, temperature, max_words)
    return {"rule": rule, "temperature": temperature, "max_words": max_words, "sentences": sentences, "chosen": chosen}


def main() -> None:
    dice = random.Random(11)
    lines = ",\n".join(json.dumps(case(dice)) for _ in range(CASES))
    target = Path(__file__).resolve().parent / "quote-golden.json"
    target.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
