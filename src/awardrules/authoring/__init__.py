"""What pack authors run: the cases of an edition, lint, the mutation run."""
