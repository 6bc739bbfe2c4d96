"""What a document may cost. Beyond a limit the answer is one diagnostic, never a slow or swollen process.

| limit | value | why |
|---|---|---|
| `FILE_BYTES` | 64 MiB | a Word file full of pictures, or a long PDF |
| `ZIP_ENTRIES` | 4,000 | a .docx of 300 pictures has about 350 |
| `ZIP_TOTAL` | 1 GiB | all entries of a .docx as their directory declares them; pictures are never unpacked |
| `PART_BYTES` | 24 MiB | one unpacked XML part, counted while it unpacks (40 pages: about 1 MiB) |
| `PARTS_BYTES` | 64 MiB | all XML parts that are read |
| `RATIO` | 300 | growth of a part beyond 1 MiB of output; long repetitive documents reach about 100 |
| `TAGS` | 3,000,000 | tags in one XML part, counted before it is parsed; their nesting is limited to 256 by the parser |
| `BLOCKS` | 50,000 | blocks of one document, paragraphs of a Word part, lines of a text (40 pages: about 1,000) |
| `TEXT` | 2 million | characters of a text or a PDF (40 pages: about 40,000) |
| `PAGES` | 500 | pages of a PDF |
| `PAGE_CHARACTERS` | 100,000 | characters of one PDF page |
| `PDF_SECONDS` | 20 | time of the process that reads a PDF |
| `PDF_MEMORY` | 1.5 GiB | memory of that process, where the system can limit it |
| `FINDINGS` | 200 | findings of one document; the rest is counted |
"""

from __future__ import annotations

FILE_BYTES = 64 * 1024 * 1024
ZIP_ENTRIES = 4_000
ZIP_TOTAL = 1024 * 1024 * 1024
PART_BYTES = 24 * 1024 * 1024
PARTS_BYTES = 64 * 1024 * 1024
RATIO = 300
RATIO_FROM = 1024 * 1024
TAGS = 3_000_000
BLOCKS = 50_000
TEXT = 2_000_000
PAGES = 500
PAGE_CHARACTERS = 100_000
PDF_SECONDS = 20
PDF_MEMORY = 1536 * 1024 * 1024
FINDINGS = 200
