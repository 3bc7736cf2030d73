"""What adopt says on a terminal and hears there, line by line."""
