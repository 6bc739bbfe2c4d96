"""The interview: asks only for facts that can still change the status of a decision."""
