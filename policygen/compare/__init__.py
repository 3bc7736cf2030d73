"""Two documents into what differs between them."""
