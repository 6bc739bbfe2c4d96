"""The options of boxes to tick (□10年 □20年 ☑其他): where each stands, and where the last one ends."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from awardrules.agreement.grammar.mention import Mention
from awardrules.agreement.grammar.mentions import Found
from awardrules.agreement.grammar.normalise import Normalised
from awardrules.agreement.programs import regex
from awardrules.agreement.reading.model import Block, Box

RUNS_ON = 3  # signs by which the last option must be longer than the others to be cut
MOST_OPTIONS = 2  # paragraphs to each side that may be the other options
LONGEST_OPTION = 20  # signs before the first stop; what is longer stands behind a bullet that looks like a box
_TAIL = regex("(?<=[\u4e00-\u9fff）])[ \u3000]{1,3}(?P<rest>[\u4e00-\u9fff]{1,6})$")  # behind the last option
_BOX = "[□☐○◯▢◻]"
_LISTED = regex(
    f"[ \t\u3000]*{_BOX}[ \t\u3000]*[^□☐○◯▢◻☑■√☒✓✔。；;：:\n]{{1,{LONGEST_OPTION}}}[。；;]?[ \t\u3000]*"
)  # one choice on a line of its own
_LED = regex("[^。；;\n□☐○◯▢◻☑■√☒✓✔]{2,60}[：:][ \t\u3000]*")  # what such lines are choices of
_LEADS = regex("第[一二三四五六七八九十0-9]{1,3}条|[^。；;，,\n]{2,30}[：:][ \t\u3000]*$")  # a line with which another choice begins
_ITEM = r"\s*(?:[（(]?[0-9.一二三四五六七八九十]{1,5}[）)、.．]?\s*)?"
_NUMBER, _BOXED = regex(_ITEM), regex(_ITEM + r"[^\w\s]")  # a number, and a box behind it


def lined_up(blocks: Iterable[Block]) -> list[Block]:
    """Blocks with choices that stand line by line, none of them ticked, as one row behind the line that leads to them (期限： / □8年 / □10年)."""
    out: list[Block] = []
    run = 0  # choices that the last block holds
    for block in blocks:
        one = _one_row(block)
        listed = _LISTED.fullmatch(one.text) is not None and one.part == "body" and not one.number
        follows = listed and out and out[-1].part == "body" and out[-1].end + 1 == one.start
        if follows and (run or _LED.fullmatch(out[-1].text) or _LISTED.fullmatch(out[-1].text)):
            out[-1] = _beside(out[-1], one)
            run += 1
        else:
            run = 0
            out.append(one)
    return out


def _one_row(block: Block) -> Block:
    """A block whose lines are choices, as one line."""
    first, *lines = block.text.split("\n")
    if not lines or not all(map(_LISTED.fullmatch, lines)) or not (_LISTED.fullmatch(first) or _LED.fullmatch(first)):
        return block
    return Block(**(block.__dict__ | {"text": _spaced(block.text)}))


def _beside(last: Block, block: Block) -> Block:
    before = len(last.text)
    joined = {
        "text": _spaced(last.text + "\n" + block.text),
        "end": block.end,
        "checked": (*last.checked, *((at + before + 1, on) for at, on in block.checked)),
        "boxes": (
            *last.boxes,
            *(Box(one.page, one.left, one.bottom, one.right, one.top, one.start + before + 1, one.end + before + 1) for one in block.boxes),
        ),
    }
    return Block(**(last.__dict__ | joined))


def _spaced(text: str) -> str:
    """Lines as one; what ends a choice does not part it from the next one."""
    return re.sub(r"[。；;](?=[ \t\u3000]*\n)", " ", text).replace("\n", " ")


def option_at(text: str, option: str, start: int, end: int) -> int:
    """Where an option stands as a whole: 10年 is not the beginning of 10年以下; -1 where it does not."""
    whole = re.search(re.escape(option) + r"(?![\u4e00-\u9fff0-9])", text[:end][start:])
    return start + whole.start() if whole is not None else text.find(option, start, end)


def cut_short(mention: Mention, normal: Normalised) -> Mention:
    """Boxes whose last option the sentence goes on from (□单独 □与他人共同 持有; □全部 □部分所有权赋予乙方).

    A gap as it was written parts them; else, where the others are of one length, it is of theirs.
    """
    options = mention.options
    if mention.kind != "tick" or len(options) < 2 or normal.text[mention.end - len(options[-1]) : mention.end] != options[-1]:
        return mention
    low, high = normal.raw_span(mention.end - len(options[-1]), mention.end)
    tail = _TAIL.search(normal.raw[low:high])
    if tail is not None and options[-1].endswith(tail["rest"]) and not options[-1].startswith(tail["rest"]):
        return _cut(mention, normal, len(options[-1].removesuffix(tail["rest"]).rstrip()))
    lengths = {len(option) for option in options[:-1]}
    size = next(iter(lengths))
    if len(lengths) > 1 or size > RUNS_ON + 1 or len(options[-1]) <= size + RUNS_ON or options[-1][size] in "（(：:，":
        return mention
    return _cut(mention, normal, size)


def _cut(mention: Mention, normal: Normalised, size: int) -> Mention:
    """Boxes whose last option is cut to some size."""
    options = mention.options
    last = options[-1][:size]
    end = mention.end - len(options[-1]) + size
    raw = normal.raw_span(mention.start, end)
    chosen = tuple(last if one == options[-1] else one for one in mention.chosen)
    return Mention(**(mention.__dict__ | {"end": end, "raw_end": raw[1], "options": (*options[:-1], last), "chosen": chosen}))


def chosen_of(block: Block, beside: Iterable[Block], read: Callable[[Block], tuple[Normalised, Found]]) -> str:
    """What counts of a paragraph that is an option: `all` of it, nothing but its `box`, or `none`.

    Beside an option that is ticked the others are passed over (☑按份共有。…, ☐共同共有。双方不分份额…); where none is, it is open which holds.
    """
    own = _option(block, read)
    if own is None or own.chosen:
        return "all"
    others = [option for other in _of_one_choice(block, list(beside)) if (option := _option(other, read)) is not None]
    if any(option.chosen for option in others):
        return "none"
    return "box" if any(max(map(len, (own.options[0], option.options[0]))) <= LONGEST_OPTION for option in others) else "all"


def _of_one_choice(block: Block, beside: list[Block]) -> list[Block]:
    """The paragraphs around one that no lead to another choice parts from it (支付方式：)."""
    place = next(at for at, other in enumerate(beside) if other is block)
    found: list[Block] = []
    for other in reversed(beside[:place]):
        if _LEADS.match(other.text):
            break
        found.append(other)
    for other in beside[place + 1 :]:
        if _LEADS.match(other.text):
            break
        found.append(other)
    return found


def _option(block: Block, read: Callable[[Block], tuple[Normalised, Found]]) -> Mention | None:
    """The one box that a paragraph begins with; None for any other paragraph."""
    if block.part == "table" or not _BOXED.match(block.text):
        return None
    normal, found = read(block)
    box = next((mention for mention in found.mentions if mention.kind == "tick"), None)
    return box if box is not None and len(box.options) == 1 and _NUMBER.fullmatch(normal.text[: box.start]) else None
