"""Examples of the head `salience`: which sentences of a document belong in a summary.

Nobody marked sentences in these data sets. The marks are made by an oracle that picks sentences one after the other, each
time the one that raises ROUGE-1 F + ROUGE-2 F against the written summary most, as long as they fit into the words of a
summary (the greedy oracle of Nallapati et al. 2017, arXiv:1611.04230, with a budget). Sentences picked for a query's
answer within its turns are marked too, with less weight.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from pathlib import Path

from .datasets import read_rows, split_of
from .metrics import rouge_words

SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
SUMMARY_WORDS = 110
MIN_WORDS = 4
QUERY_WEIGHT = 0.15
DRAWS, DRAWN = 6, 0.5  # for the soft marks: so many times the oracle sees a random part of the sentences
TITLE_WORDS = 40  # an issue has no summary: the sentences nearest to its title


def sentences(text: str) -> list[str]:
    """Splits at sentence ends and line breaks."""
    return [s.strip() for s in SENTENCE_END.split(text) if s and s.strip()]


def budget_oracle(candidates: list[str], reference: str, words: int) -> list[int]:
    """Indexes of the sentences that, picked greedily, raise ROUGE-1 F + ROUGE-2 F against the reference most."""
    want = rouge_words(reference)
    wanted = [Counter(want), Counter(zip(want, want[1:]))]
    sizes = [len(want), max(1, len(want) - 1)]
    tokens = [rouge_words(c) for c in candidates]
    lengths = [len(c.split()) for c in candidates]
    have = [
        [{g: n for g, n in Counter(grams).items() if g in wanted[k]} for k, grams in enumerate((t, zip(t, t[1:])))]
        for t in tokens
    ]
    open_ones = [i for i in range(len(candidates)) if lengths[i] >= MIN_WORDS and have[i][0]]
    left, hits, total, used, best, picked = [Counter(w) for w in wanted], [0, 0], 0, 0, 0.0, []
    while True:
        choice = None
        for i in open_ones:
            if picked and used + lengths[i] > words:
                continue
            score = 0.0
            for k in (0, 1):
                gain = sum(min(n, left[k][g]) for g, n in have[i][k].items())
                proposed = max(1, total + len(tokens[i]) - k * (len(picked) + 1))
                score += 2 * (hits[k] + gain) / (sizes[k] + proposed)
            if score > best + 1e-12:
                best, choice = score, i
        if choice is None:
            return sorted(picked)
        for k in (0, 1):
            for g, n in have[choice][k].items():
                taken = min(n, left[k][g])
                left[k][g] -= taken
                hits[k] += taken
        picked.append(choice)
        open_ones.remove(choice)
        total += len(tokens[choice])
        used += lengths[choice]


def soft_oracle(candidates: list[str], reference: str, words: int, chance: random.Random) -> list[float]:
    """How often each sentence is picked when the oracle sees only a random half: less luck than in one greedy search."""
    picks = [0] * len(candidates)
    for _ in range(DRAWS):
        seen = [i for i in range(len(candidates)) if chance.random() < DRAWN]
        for place in budget_oracle([candidates[i] for i in seen], reference, words):
            picks[seen[place]] += 1
    return [min(1.0, count / (DRAWS * DRAWN)) for count in picks]


def meeting(row: dict) -> dict:
    """A meeting of qmsum as turns of sentences with marks; `soft` are the marks of the stage `refit`."""
    turns = [sentences(turn["text"]) for turn in row["turns"]]
    turns_marks = [[0.0] * len(turn) for turn in turns]

    def mark(first: int, last: int, reference: str, words: int, weight: float) -> None:
        places = [(t, s) for t in range(first, min(last + 1, len(turns))) for s in range(len(turns[t]))]
        for index in budget_oracle([turns[t][s] for t, s in places], reference, words):
            t, s = places[index]
            turns_marks[t][s] = max(turns_marks[t][s], weight)

    mark(0, len(turns) - 1, row["summary"], SUMMARY_WORDS, 1.0)
    for query in row["queries"]:
        for first, last in query["turn_spans"]:
            mark(int(first), int(last), query["answer"], len(query["answer"].split()), QUERY_WEIGHT)
    soft = iter(soft_oracle([s for turn in turns for s in turn], row["summary"], SUMMARY_WORDS, random.Random(7)))
    made = {"dataset": "qmsum", "turns": turns, "marks": turns_marks, "summary": row["summary"]}
    return {**made, "soft": [[next(soft) for _ in turn] for turn in turns]}


def issue(row: dict) -> dict | None:
    """A description of gitbugs_hadoop; the sentences nearest to the title are marked."""
    lines = [s for s in sentences(re.sub(r"\{(code|noformat).*?\{\1\}", " ", row["text"], flags=re.S))][:40]
    if len(lines) < 4:
        return None
    picked = budget_oracle(lines, row["title"], TITLE_WORDS)
    if not picked:
        return None
    marks = [1.0 if i in picked else 0.0 for i in range(len(lines))]
    return {"dataset": "gitbugs_hadoop", "turns": [lines], "marks": [marks], "soft": [marks], "summary": row["title"]}


def salience(data: Path) -> list[dict[str, list[dict]]]:
    """`{"dataset", "turns": [[sentence]], "marks": [[weight]], "soft": [[weight]], "summary"}` per data set."""
    result = []
    for dataset, convert in (("qmsum", meeting), ("gitbugs_hadoop", issue)):
        splits: dict[str, list[dict]] = {"train": [], "calibration": [], "dev": []}
        for source_split in ("train", "dev"):
            for row in read_rows(data, dataset, source_split):
                made = convert(row)
                if made:
                    splits["dev" if source_split == "dev" else split_of(row["id"])].append(made)
        result.append(splits)
    return result
