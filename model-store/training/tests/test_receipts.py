"""Receipts teach what announces a field, and not every amount that equals the total."""

import random

from runnel_training.receipt_examples import taught
from runnel_training.receipt_tags import occurrences_tagged, spans_of, told_tagged, without_currency
from runnel_training.receipt_variation import varied_receipt, with_customer, with_other_prices, with_seller_of


def tagged_words(text: str, source: dict[int, str]) -> list[int]:
    """Places of the words tagged as a total, where the source tags these words."""
    tokens = text.split()
    tags = occurrences_tagged(tokens, [source.get(i, "O") for i in range(len(tokens))], text)
    return [i for i, tag in enumerate(tags) if tag == "B-total"]


def test_a_total_is_tagged_on_every_line_that_announces_it_and_nowhere_else():
    text = "TEA 9.00\nSUBTOTAL 9.00\nTOTAL 9.00\nCASH 9.00\nTOTAL ROUNDED 9.00"
    assert tagged_words(text, {5: "B-total"}) == [5, 10]


def test_an_occurrence_that_the_source_tagged_gives_way_to_a_clearer_one():
    assert tagged_words("TOTAL (EXCLUDING GST) 9.00\nTOTAL 9.00\nTOTAL 9.00 0.00", {3: "B-total"}) == [5]


def test_without_any_announcement_the_source_is_believed():
    assert tagged_words("PARKING 9.00\nCASH 9.00", {1: "B-total"}) == [1]


def test_an_amount_on_a_line_of_its_own_is_announced_by_the_line_above():
    assert tagged_words("1 TEA 9.00\nTOTAL PAYABLE\nRM 9.00\nCASH\nRM 9.00", {6: "B-total"}) == [6]


def test_a_date_is_tagged_wherever_it_stands():
    tags = occurrences_tagged(["1/2/18", "TEA", "1/2/18"], ["O", "O", "B-date"], "1/2/18 TEA 1/2/18")
    assert tags == ["B-date", "O", "B-date"]


def test_a_total_is_the_amount_without_its_currency():
    assert without_currency(["RM", "9.00"], ["B-total", "I-total"]) == ["O", "B-total"]
    assert without_currency(["RM9.00"], ["B-total"]) == ["B-total"]


def test_a_value_misread_by_the_scanner_is_found_again_and_an_unlike_one_is_not():
    tokens = ["HAPPY", "SNACKS", "ENTYERPRISE", "9.00"]
    tags = told_tagged(tokens, ["O"] * 4, {"company": "HAPPY SNACKS ENTERPRISE", "date": "20180428"})
    assert tags == ["B-company", "I-company", "I-company", "O"]
    assert taught(tokens, tags, " ".join(tokens), {"company": "HAPPY SNACKS ENTERPRISE"}) == tags


def receipt(company: str, address: str, rest: str) -> dict:
    """A receipt of three lines."""
    tokens, tags = [], []
    for name, words in (("company", company.split()), ("address", address.split())):
        tokens += words
        tags += [f"B-{name}"] + [f"I-{name}"] * (len(words) - 1)
    tokens += rest.split()
    tags += ["O"] * len(rest.split())
    return {"tokens": tokens, "tags": tags, "source_tags": [t.upper() for t in tags]}


OWN = receipt("ACME LTD", "1 ROAD", "TEA 2.00 TOTAL 2.00 1.5.2018")
OTHER = receipt("BETA SDN BHD", "2 LANE", "TOTAL 1.00")


def test_other_prices_stay_equal_where_they_were_and_dates_stay():
    assert with_other_prices(OWN, 1.5)["tokens"][4:] == ["TEA", "3.00", "TOTAL", "3.00", "1.5.2018"]


def test_another_seller_takes_the_place_of_the_own_one():
    made = with_seller_of(OWN, OTHER)
    assert made["tokens"][:5] == ["BETA", "SDN", "BHD", "1", "ROAD"]
    assert spans_of(made["tags"])[:2] == [("company", 0, 3), ("address", 3, 5)]


def test_a_customer_stands_below_the_seller_and_is_no_field():
    made = with_customer(OWN, OTHER, random.Random(1))
    assert "BETA" in made["tokens"] and made["tokens"].index("BETA") >= 4
    assert spans_of(made["tags"]) == spans_of(OWN["tags"])
    assert made["source_tags"][made["tokens"].index("BETA")] == "B-COMPANY"


def test_a_varied_receipt_keeps_words_and_tags_together():
    for seed in range(60):
        made = varied_receipt(OWN, [OTHER], random.Random(seed))
        assert len(made["tokens"]) == len(made["tags"]) == len(made["source_tags"])
        assert [name for name, _, _ in spans_of(made["tags"])] == ["company", "address"]
