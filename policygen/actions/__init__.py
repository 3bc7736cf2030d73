"""What policygen does: one module a command, records in and records out, no words to a terminal."""
