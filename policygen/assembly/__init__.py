"""A model and an adoption in; a numbered document and its values out."""
