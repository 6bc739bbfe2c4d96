"""How a document is written as a script (`script`): what counts of each paragraph and row, with a sign for every value.

Ticked options stand as plain words, those not ticked are gone; a row begins each cell with the head of its column.
"""

from __future__ import annotations

from collections.abc import Sequence

from awardrules.agreement.extraction.patterns import wording
from awardrules.agreement.extraction.script.days import complete_days, logged_days, short_days
from awardrules.agreement.extraction.script.figures import amount_of, bare_parts, declared, headed_unit, labelled, names_parties, undecided
from awardrules.agreement.extraction.script.heads import has_head, head_label, headed, heads_again, is_drawn, is_figure, joined_heads, run_in
from awardrules.agreement.extraction.script.lines import columns, dotted, joined, parted
from awardrules.agreement.extraction.script.options import MOST_OPTIONS, chosen_of, cut_short, lined_up, option_at
from awardrules.agreement.extraction.script.outline import outline
from awardrules.agreement.extraction.script.script import Passage, Script
from awardrules.agreement.grammar import mentions as grammar
from awardrules.agreement.grammar.mention import Mention
from awardrules.agreement.grammar.normalise import Normalised, normalise
from awardrules.agreement.programs import regex
from awardrules.agreement.reading.model import Block, Document

# words without a numeral, a unit, a blank or a box hold no value; most cells of a table are such
_NO_VALUES = regex("[\u4e00-\u9fff、]*")
_VALUED = regex("[〇零一二三四五六七八九十百千万亿两双半壹贰叁肆伍陆柒捌玖拾佰仟廿卅全各均平对等成折元年月日天周倍分几数所整任]")
READ = frozenset({"body", "table", "footnote", "endnote", "textbox"})
_ASKED = regex("(?:^|^[0-9]{1,2}[.、．] ?| {3})[\u4e00-\u9fff（）()、]{2,20}[ \u3000]+$")  # what boxes behind it answer
_HOLDERS = "[\u4e00-\u9fff]{2,20}[学校院所心司站馆](?:；[\u4e00-\u9fff]{2,4}(?:等[二两三四五六七八九十]{1,2}人)?)+"
_LISTED = regex(f"{_HOLDERS}。?")
_HELD_BY = regex(f"(?<=权利人：){_HOLDERS}(?=。|$)|(?<=权人：){_HOLDERS}(?=。|$)")  # 专利权人：某大学；张三等四人
_FROM, _UP_TO = regex("[自从于至到] ?$"), regex(" ?(?:起|止|开始|届满|期满|结束|(?:之|当)日)")
_SIGNS = {
    "ratio": wording.RATIO,
    "split": wording.SPLIT,
    "money": wording.MONEY,
    "duration": wording.DURATION,
    "date": wording.DATE,
    "tick": wording.TICK,
    "blank": wording.BLANK,
    "all": wording.ALL,
}


def _is_day(normal: Normalised, blank: Mention) -> bool:
    """Whether a blank is where a stretch of days begins or ends (自____起，至____止)."""
    return _FROM.search(normal.text[: blank.start]) is not None and _UP_TO.match(normal.text[blank.end :]) is not None


class _Writer:
    """Collects characters with their places."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.signs: list[str] = []
        self.spans: list[tuple[int, int]] = []
        self.values: dict[int, Mention] = {}
        self.numbers: dict[int, Mention] = {}
        self.passages: list[Passage] = []
        self.known: dict[str, tuple[Normalised, grammar.Found]] = {}

    def put(self, text: str, span: tuple[int, int]) -> None:
        self.signs.extend(text)
        self.spans.extend([span] * len(text))

    def read(self, block: Block) -> tuple[Normalised, grammar.Found]:
        if block.text not in self.known:  # tables repeat themselves
            normal = normalise(block.text)
            self.known[block.text] = (
                normal,
                grammar.Found((), ()) if _NO_VALUES.fullmatch(normal.text) and not _VALUED.search(normal.text) else grammar.read(normal),
            )
        return self.known[block.text]

    def block(self, block: Block, *, only_box: bool = False, day: Mention | None = None) -> None:
        normal, read = self.read(block)
        at = 0
        headed_to, mark = run_in(block)
        short = [day for doubt in read.doubts for day in short_days(doubt.text, doubt.start, normal)]
        logged = [day] if day is not None and normal.text.startswith(block.text[: day.end]) else []
        mentions = (*logged, *read.mentions, *short, *labelled(normal), *bare_parts(normal), *undecided(normal))
        found = sorted(mentions, key=lambda m: (m.start, -m.end))
        for mention in found:
            if mention.start < at:
                continue
            mention = cut_short(mention, normal)
            if 0 <= headed_to <= mention.raw_start:
                at = self.head(block, normal, at, headed_to, mark)
                headed_to = -1
            if mention.kind == "number":
                self.numbers[len(self.signs) + mention.start - at] = mention
                continue
            self.plain(block, normal, at, mention.start)
            self.mention(block, normal, mention)
            at = mention.end
            if only_box and mention.kind == "tick":
                return
            if mention.kind == "tick" and normal.text.startswith("   ", at) and at + 3 < len(normal.text):  # 公示 ☑单位内   自…   异议 ☑无
                self.put("，", (block.start + mention.raw_end, block.start + mention.raw_end))
        if headed_to >= 0:
            at = self.head(block, normal, at, headed_to, mark)
        self.plain(block, normal, at, len(normal.text))

    def head(self, block: Block, normal: Normalised, start: int, end: int, mark: str) -> int:
        """A head that runs on into its text, with a mark behind it; where in the normalised text it ends."""
        stop = next((place for place in range(start, len(normal.text)) if normal.offsets[place][0] >= end), len(normal.text))
        bracketed = normal.text[start:stop].lstrip().startswith("【") and normal.text[stop - 1 : stop] == "】"
        self.plain(block, normal, normal.text.index("【", start) + 1 if bracketed else start, stop - 1 if bracketed else stop)
        self.put(mark, (block.start + end - 1, block.start + end))
        return stop

    def plain(self, block: Block, normal: Normalised, start: int, end: int) -> None:
        text, base = normal.text[start:end].replace("|", "｜"), block.start
        spans = [(base + first, base + last) for first, last in normal.offsets[start:end]]
        if (listed := _LISTED.fullmatch(text) or _HELD_BY.search(text)) is not None:
            text = text[: listed.start()] + listed[0].replace("；", "、") + text[listed.end() :]
        if "\n" not in text:
            self.signs.extend(text)
            self.spans.extend(spans)
            return
        for sign, span, (first, last) in zip(text, spans, normal.offsets[start:end], strict=True):
            wrapped = sign == "\n" and self.document.format == "pdf" and "\n" in block.text[first:last]
            if wrapped and self.signs and self.signs[-1] not in wording.STOPS:
                continue  # lines of a page break anywhere
            self.signs.append("；" if sign == "\n" else sign)
            self.spans.append(span)

    def ticked(self, block: Block, normal: Normalised, mention: Mention) -> None:
        """What is ticked, as if it had been written: its words, and its values as signs."""
        inner = {one.start: one for one in grammar.chosen(normal, mention)}
        span = (block.start + mention.raw_start, block.start + mention.raw_end)
        spots = [option_at(normal.text, option, mention.start, mention.end) for option in mention.chosen]
        for number, (option, low) in enumerate(zip(mention.chosen, spots, strict=True)):
            if number:
                self.put("、", span)
            place = low
            while low >= 0 and place < low + len(option):
                if place in inner:
                    self.mention(block, normal, inner[place])
                    place = inner[place].end
                else:
                    self.plain(block, normal, place, place + 1)
                    place += 1
            if low < 0:
                self.put(option, span)

    def mention(self, block: Block, normal: Normalised, mention: Mention) -> None:
        span = (block.start + mention.raw_start, block.start + mention.raw_end)
        if mention.kind == "tick" and mention.chosen:
            if _ASKED.search(normal.text[: mention.start]):
                while self.signs[-1] == " ":
                    del self.signs[-1], self.spans[-1]
                self.put("：", span)  # 单位类型　□高校 ■企业
            self.ticked(block, normal, mention)
            return
        sign = _SIGNS.get(mention.kind, wording.RANGE)
        if mention.kind == "blank" and not mention.unit and ("月" in mention.text or _is_day(normal, mention)):
            sign = wording.NO_DATE
        if mention.kind == "range" and not mention.unit:  # only days have no unit
            sign = wording.DATES
        self.values[len(self.signs)] = mention
        self.put(sign, span)

    def close(self, block: Block, start: int) -> None:
        self.passages.append(Passage(start, len(self.signs), block, len(self.passages)))
        self.put("\n", (block.end, block.end))


def write(document: Document) -> Script:
    """The script of a document, parties not yet bound."""
    writer = _Writer(document)
    blocks = columns(joined(parted(lined_up(block for block in document.blocks if block.part in READ and block.text.strip()))))
    logged = logged_days(blocks)
    place, unit = 0, ""
    while place < len(blocks):
        block = blocks[place]
        start = len(writer.signs)
        unit = declared(block.text) or unit
        if block.part == "table" and block.table is not None:
            last = place
            while last < len(blocks) and blocks[last].table == block.table and blocks[last].part == "table":
                last += 1
            _table(writer, blocks[place:last], headed_unit(blocks[place - 1].text if place else "") or unit)
            place = last
            continue
        beside = blocks[max(place - MOST_OPTIONS, 0) : place + MOST_OPTIONS + 1]
        if (counts := chosen_of(block, beside, writer.read)) != "none":
            writer.block(block, only_box=counts == "box", day=logged.get(block.start))
        writer.close(block, start)
        place += 1
    script = Script(document, "".join(writer.signs), writer.spans, writer.values, writer.numbers, writer.passages, {}, list(blocks))
    outline(script)
    complete_days(script)
    return script


def _table(writer: _Writer, cells: Sequence[Block], unit: str = "") -> None:
    rows: dict[int, list[Block]] = {}
    for cell in cells:
        rows.setdefault(cell.row or 0, []).append(cell)
    ordered = [sorted(rows[row], key=lambda cell: cell.column or 0) for row in sorted(rows)]
    head: dict[int | None, Block] = joined_heads({cell.column: cell for cell in reversed(ordered[0])}, ordered[0]) if has_head(ordered) else {}
    stacked = any(heads_again(row, below) for row, below in zip(ordered[2:], ([row] for row in ordered[3:]), strict=False))
    carried: dict[int, str] = {}
    for index, row in enumerate(ordered):
        start = len(writer.signs)
        if row[0].column and row[0].column > 1:  # a cell merged downwards names the rows below it too
            for column in range(1, row[0].column):
                if column in carried:
                    writer.put(carried[column] + "｜", (row[0].start, row[0].start + 1))
        else:
            carried.clear()
        for cell in row:
            carried[cell.column or 0] = head_label(cell.text)
        again = stacked and heads_again(row, ordered[index + 1 : index + 2])
        if again or (index and names_parties(row, ordered[index + 1 : index + 2])):
            head = {None: row[0], **{cell.column: cell for cell in row}}
        for position, cell in enumerate(row):
            same = position > 0 and cell.column == row[position - 1].column
            if position and not (same and is_drawn(cell)):
                writer.put("；" if same else "｜", (cell.start, cell.start))
            if same and is_drawn(cell):
                pass  # the cell above goes on
            elif len(head) > 1 and index and headed(head, cell) and (position or stacked or len(ordered) == 2 or is_figure(cell)):
                writer.put(head_label(head[cell.column].text) + "：", (cell.start, cell.start + 1))
            named = head[cell.column] if index and cell.column in head else row[position - 1] if position and not head and unit else None
            if position == 1 and unit and is_drawn(cell) and dotted(cell, writer.document.text):
                named = Block(**(cell.__dict__ | {"text": unit}))  # every figure of such an account is an amount
            if (money := amount_of(row, position, named, unit)) is not None:
                writer.mention(cell, normalise(cell.text), money)
            else:
                writer.block(cell)
        writer.close(row[0], start)
