"""What surrounds a stretch of the script: quoted law, plans, denial, other matters. A value within one of them is no fact."""
