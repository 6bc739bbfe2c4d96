"""What patterns say, how they are written, and where they match: data from `rules/agreement/`, checked at load."""
