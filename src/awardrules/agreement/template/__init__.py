"""Contract templates: whether what an edition demands is there, and whether a permitted filling of the blanks can break a rule."""
