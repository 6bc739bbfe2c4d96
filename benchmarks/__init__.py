"""Speed beside other engines: one interleaved run, ratios only (README.md)."""
