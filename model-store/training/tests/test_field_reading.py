"""One answer for each field: the first of the surest mentions, whole lines, the largest plausible amount."""

import numpy as np
import pytest

from runnel_training.field_reading import field_answers, hundredths
from runnel_training.heads import bio_tags

LABELS = bio_tags(["company", "address", "date", "total"])


def answers(*words: str, lines: list[int] | None = None) -> dict[str, tuple[str, float]]:
    """Of words such as `9.50/B-total:0.3`, where the rest of the probability is `O`'s; a word alone is surely `O`."""
    tokens, probabilities = [], []
    for word in words:
        token, _, said = word.partition("/")
        label, _, probability = (said or "O:1").partition(":")
        row = np.full(len(LABELS), 1e-9)
        row[0] = 1 - float(probability or 0.9)
        row[LABELS.index(label)] = float(probability or 0.9)
        tokens.append(token)
        probabilities.append(row)
    return field_answers(np.log(np.clip(probabilities, 1e-9, 1)), LABELS, tokens, lines)


def texts(*words: str, lines: list[int] | None = None) -> dict[str, str]:
    return {name: text for name, (text, _) in answers(*words, lines=lines).items()}


def test_the_surest_mention_is_the_field():
    assert texts("1/2/18/B-date:0.7".replace("/", "-", 2), "x", "3-4-18/B-date:0.9") == {"date": "3-4-18"}


def test_of_mentions_nearly_as_sure_the_first_is_the_field():
    assert texts("ACME/B-company:0.95", "LTD/I-company:0.95", "to", "BETA/B-company:0.98") == {"company": "ACME LTD"}
    assert texts("ACME/B-company:0.9", "to", "BETA/B-company:0.98") == {"company": "BETA"}


def test_a_total_is_the_largest_plausible_amount():
    words = ("6.00/B-total:0.8", "DUE", "16.00/B-total:0.2", "CASH", "20.00/B-total:0.05")
    assert answers(*words) == {"total": ("16.00", pytest.approx(0.8))}


def test_an_amount_that_was_rounded_down_is_as_large():
    assert texts("16.31/B-total:0.3", "16.30/B-total:0.9") == {"total": "16.30"}


def test_a_faint_amount_that_is_the_sum_of_two_is_the_total():
    words = ("TOTAL", "6.00/B-total:0.8", "TOTAL", "10.00/B-total:0.7", "PAYABLE", "16.00/B-total:0.01", "CASH", "20.00/B-total:0.01")
    lines = [0, 0, 1, 1, 2, 2, 3, 3]
    assert answers(*words, lines=lines) == {"total": ("16.00", pytest.approx(0.8))}
    assert texts(*words[:4], "SUM", *words[5:], lines=lines) == {"total": "10.00"}
    assert texts(*words[:5], "16.00/B-total:0.001", lines=lines[:6]) == {"total": "10.00"}
    assert texts(*words[:5], "16.10/B-total:0.01", lines=lines[:6]) == {"total": "10.00"}


def test_an_amount_is_not_added_to_itself():
    assert texts("6.00/B-total:0.8", "TOTAL", "12.00/B-total:0.01", lines=[0, 1, 1]) == {"total": "6.00"}
    assert texts("6.00/B-total:0.8", "x", "6.00/B-total:0.8", "TOTAL", "12.00/B-total:0.01", lines=[0, 1, 2, 3, 3]) == {"total": "12.00"}


def test_what_is_no_amount_is_a_total_only_where_there_is_none():
    assert texts("1528/B-total:0.9", "13.80/B-total:0.4") == {"total": "13.80"}
    assert texts("1528/B-total:0.9", "7/B-total:0.6") == {"total": "1528"}
    assert texts("the/B-total:0.3", "money/I-total:0.3") == {}


def test_a_company_begins_where_its_line_does_if_that_is_plausible():
    words = ("INVOICE", "SIN/I-company:0.2", "THYE/B-company:0.9", "NO", "5")
    assert texts(*words, lines=[0, 1, 1, 1, 1]) == {"company": "SIN THYE"}
    assert texts(*words, lines=[0, 0, 0, 0, 0]) == {"company": "THYE"}
    assert texts(*words) == {"company": "THYE"}


def test_an_address_fills_its_lines():
    words = ("LOT/B-address:0.3", "5/B-address", "ROAD/I-address", "KL/I-address:0.2", "TEL")
    assert texts(*words, lines=[0, 0, 0, 0, 1]) == {"address": "LOT 5 ROAD KL"}


def test_a_mention_goes_on_behind_signs():
    assert texts("5/B-address", ",", "ROAD/I-address") == {"address": "5 , ROAD"}
    assert texts("5/B-address", "x", "ROAD/I-address:0.8") == {"address": "5"}


def test_nothing_is_found_in_nothing():
    assert answers("TEA", "x") == {}


def test_amounts_have_two_decimals():
    assert [hundredths(t) for t in ("RM111.90", "8,466.65", "1.234,50 EUR", "- 1.73")] == [11190, 846665, 123450, 173]
    assert [hundredths(t) for t in ("1.000", "50", "1528", "")] == [None] * 4
