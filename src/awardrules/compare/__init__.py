"""What two editions say differently, and all editions side by side. Knows no solver: a prover is handed in."""
