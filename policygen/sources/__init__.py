"""Text of source files in, checked records out; every problem with its file, line and column."""
