"""Letter case as the engine has it."""

import pytest
from runnel_peers.own_pack import letter_case


@pytest.mark.parametrize(
    ("surface", "case"),
    [("", 0), ("12", 0), ("acme", 0), ("Acme", 1), ("I", 1), ("NATO", 2), ("iPhone", 3), ("McDonald", 3), ("£", 0), ("Éa", 1)],
)
def test_letter_case_is_that_of_the_engine(surface, case):
    assert letter_case(surface) == case
