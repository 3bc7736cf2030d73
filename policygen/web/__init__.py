"""What policygen shows in a browser, on the machine of the person who writes."""
