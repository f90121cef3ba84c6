"""Makes the corpus and the four models that the contestants of the suite `peers` measure with."""
