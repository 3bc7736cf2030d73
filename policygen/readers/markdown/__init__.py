"""The Markdown of models, with slots and open decisions in it, into blocks."""
