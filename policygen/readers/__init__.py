"""Formats in, documents out: one folder or module for each format that is read."""
