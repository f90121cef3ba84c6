"""Examples of the head `salience`: which sentences of a document belong in a summary.

Nobody marked sentences in these data sets; the marks are made by a greedy oracle that picks the sentences whose words
cover a written summary (or a query's answer within its turns, or an issue's title) best.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from .datasets import read_rows, split_of

SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
WORD = re.compile(r"[a-z0-9]+")
STOP_WORDS = frozenset(
    "a an the and or but if of to in on at by for with from as is are was were be been it its this that these those he "
    "she they we you i his her their our your my me us them so not no do does did have has had would could should will "
    "can just about what which who there then than also um uh yeah okay ok like know think mean well really".split()
)
MIN_WORDS = 5


def sentences(text: str) -> list[str]:
    """Splits at sentence ends and line breaks."""
    return [s.strip() for s in SENTENCE_END.split(text) if s and s.strip()]


def content_grams(text: str) -> Counter:
    """Content words and pairs of neighbouring content words."""
    words = [w for w in WORD.findall(text.lower()) if w not in STOP_WORDS]
    return Counter(words) + Counter(zip(words, words[1:]))


def greedy_oracle(candidates: list[str], reference: str, most: int) -> list[int]:
    """Indexes of up to `most` sentences that together cover the reference best, longest gain per length first."""
    left = content_grams(reference)
    grams = [content_grams(c) for c in candidates]
    lengths = [len(WORD.findall(c.lower())) for c in candidates]
    picked: list[int] = []
    while len(picked) < most:
        best, best_score = -1, 0.0
        for i, have in enumerate(grams):
            if i in picked or lengths[i] < MIN_WORDS:
                continue
            gain = sum(min(count, left[gram]) for gram, count in have.items() if gram in left)
            score = gain / (lengths[i] + 12) ** 0.5
            if gain >= 2 and score > best_score:
                best, best_score = i, score
        if best < 0:
            break
        picked.append(best)
        for gram, count in grams[best].items():
            if gram in left:
                left[gram] = max(0, left[gram] - count)
    return sorted(picked)


def meeting(row: dict) -> dict:
    """A meeting of qmsum as turns of sentences with marks."""
    turns = [sentences(turn["text"]) for turn in row["turns"]]
    turns_marks = [[0.0] * len(turn) for turn in turns]

    def mark(first: int, last: int, reference: str, most: int, weight: float) -> None:
        places = [(t, s) for t in range(first, min(last + 1, len(turns))) for s in range(len(turns[t]))]
        for index in greedy_oracle([turns[t][s] for t, s in places], reference, most):
            t, s = places[index]
            turns_marks[t][s] = max(turns_marks[t][s], weight)

    mark(0, len(turns) - 1, row["summary"], 12, 1.0)
    for query in row["queries"]:
        for first, last in query["turn_spans"]:
            mark(int(first), int(last), query["answer"], 4, 0.8)
    return {"dataset": "qmsum", "turns": turns, "marks": turns_marks, "summary": row["summary"]}


def issue(row: dict) -> dict | None:
    """A description of gitbugs_hadoop; the two sentences nearest to the title are marked."""
    lines = [s for s in sentences(re.sub(r"\{(code|noformat).*?\{\1\}", " ", row["text"], flags=re.S))][:40]
    if len(lines) < 4:
        return None
    picked = greedy_oracle(lines, row["title"], 2)
    if not picked:
        return None
    marks = [1.0 if i in picked else 0.0 for i in range(len(lines))]
    return {"dataset": "gitbugs_hadoop", "turns": [lines], "marks": [marks], "summary": row["title"]}


def salience(data: Path) -> list[dict[str, list[dict]]]:
    """`{"dataset", "turns": [[sentence]], "marks": [[weight]], "summary"}` per data set."""
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
