"""Mentions to facts: topics, parties, bases and comparators, read from the patterns of `rules/agreement/`."""
