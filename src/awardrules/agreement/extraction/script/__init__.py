"""A document as the patterns read it: passages and rows in one text, with a sign for every value."""
