"""What time does to an edition: issues, states and reviews. No clock here: today is an argument."""
