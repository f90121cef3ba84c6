"""What the Python contestants have in common: corpus, clock, sessions, and how answers are read."""
