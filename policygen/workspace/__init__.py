"""The disk: where things are, reading and writing them, and what is remembered between runs."""
