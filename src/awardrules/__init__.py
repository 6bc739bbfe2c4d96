"""awardrules: check a grant of service inventions against a city's policy document, clause by clause."""

__version__ = "0.1.0"
