"""Documents to blocks: one model for .docx, .pdf, .md and .txt, within limits."""
