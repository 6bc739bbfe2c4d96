"""The little language in which patterns are written, compiled to linear regular expressions.

| written | matches |
|---|---|
| `按份共有` | itself |
| `(享有\\|占)`, `(享有\\|占)?`, `[约定]` | one of several; the same or nothing |
| `<hold>` | one of a list of words of `words:` |
| `{team}` `{unit}` `{other}` `{party}` | a party by role |
| `{ratio}` `{money}` `{duration}` `{date}` `{dates}` … | a value; `{date:start}` names it |
| `{name}` | what may be a person's name |
| `~` | up to 14 characters of the same segment (no comma, no stop) |
| `…` | up to 40 characters of the same sentence |

A gap of a wording that names a day (`{date:day}`) does not reach over another day.
Every gap is bounded and there are at most four in a pattern, so matching is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from awardrules.agreement.programs import regex

# one character of a private range stands for each value and each named party in a passage
RATIO, SPLIT, MONEY, NUMBER, DURATION, DATE, DATES, RANGE, TICK, BLANK, ALL, NO_DATE = (chr(0xE000 + n) for n in range(12))
TEAM, UNIT, OTHER, PERSON, NOBODY = (chr(0xE020 + n) for n in range(5))
VALUES = RATIO + SPLIT + MONEY + NUMBER + DURATION + DATE + DATES + RANGE + TICK + BLANK + ALL + NO_DATE
PARTIES = TEAM + UNIT + OTHER

SLOTS = {
    "ratio": RATIO,
    "split": SPLIT,
    "money": MONEY,
    "number": NUMBER,
    "duration": DURATION,
    "date": DATE + NO_DATE,
    "dates": DATES,
    "range": RANGE,
    "tick": TICK,
    "blank": BLANK,
    "all": ALL,
    "value": VALUES,
    "team": TEAM,
    "unit": UNIT,
    "other": OTHER,
    "person": PERSON,
    "party": PARTIES,
}
NEAR, FAR = 14, 40
MAX_GAPS, MAX_LENGTH = 4, 400
MAX_WAYS = 600
_CHOICE = regex(r"\(([^()\[\]]*)\)|\[([^()\[\]]*)\]")
STOPS = "。；;！？\n"
BREAKS = STOPS + "，,｜：:"
_PAUSE = "[，；]"
_NEAR = f"[^{re.escape(BREAKS)}]{{0,{NEAR}}}?"
_FAR = f"[^{re.escape(STOPS)}]{{0,{FAR}}}?"
_NEAR_DAY, _FAR_DAY = (gap.replace("[^", f"[^{DATE}{DATES}", 1) for gap in (_NEAR, _FAR))
_NTH = "[0-9一二三四五六七八九十]"
# where a segment begins, its number apart: 第五条如…, （二）如…
_OPENING = (
    r"(?<![^\n。；;，,：:｜ 条、.．）])(?:"  # the signs that can stand before it, looked at first
    + r"(?<![^\n。；;，,：:｜ ])"
    + "".join(
        f"|(?<={behind})"
        for behind in (f"[第十百]{_NTH}条", rf"\n{_NTH}[、.．]", rf"\n{_NTH}{_NTH}[、.．]", rf"[\n。；]（{_NTH}）", rf"[\n。；]（{_NTH}{_NTH}）")
    )
    + ")"
)
_CLOSING = rf"(?=[{re.escape(BREAKS)}]|$)"
_TOKEN = regex(r"\{(?P<slot>[a-z]+)(?::(?P<name>[a-z]+))?\}|<(?P<word>[a-z_-]+)>|(?P<mark>[\[\]()|~…^$?])|(?P<text>[^{}<>\[\]()|~…^$?]+)|(?P<bad>.)")


# family names that end no other word: 丁若谷 supposes nothing
SURNAMES = (
    "梁汤吴林沈苏许陆叶宋郑杨顾杜谢徐唐韩蒋彭曹魏蔡罗潘秦阮颜姚邓巫薛邵尹鲍乔孟侯郝邱董袁傅萧姜卢汪戴廖邹熊崔龚丁王李张"
    "刘陈黄赵吕谭钟贾夏陶黎贺毛覃殷倪翁尤祝凌温庄柯涂苗俞葛翟裴聂褚童祁骆虞霍冼岑邝敖佟窦邬甄佘辜郁匡隋栾蔺揭"
)
# words of one sign that are part of many others: 应 is a duty and 应用 is none
ALONE = {
    "应": "(?<![反响效供适相对感顺回照呼])应(?![用对答聘变急激力邀届征允运])",
    "如": f"(?<![例自犹{SURNAMES}])如(?![实下期上此数约今])",
    "若": f"(?<![{SURNAMES}])若(?![干尔羌])",
    "拟": "(?<![模虚仿比])拟(?![南合人态除肽杆])",
    "须": "(?<!胡)须(?![弥根])",
    "需": "(?<![急所供内按刚军])需(?!求)",
    "将": "将(?![军领士])",
    "可": "(?<![许认])可(?!穿戴|降解|靠|行性|视化|编程|控|溶|再生|燃|逆|见光)",
    "待": "(?<![招接期优虐对看])待(?!遇)",
    "未": "未(?!来)",
    "非": "非(?!晶|金属|织造|编码|线性|接触|遗|均匀|对称|洲|侵入|甾)",
    "无": "无(?!人机|线|纺|缝|菌|机盐|创|损|刷|铅|源)",
    "不": "不(?!锈|动产)",
}


class BadWording(ValueError):
    """A pattern that cannot be read; the message says why, in Chinese and English."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


def source(wording: str, words: Mapping[str, tuple[str, ...]], soft: Mapping[str, tuple[str, ...]], *, depth: int = 0, told: bool = False) -> str:
    """The regular expression a wording stands for. `soft` are common nouns that stand for a role. Raises BadWording.

    What is `told` may be told with a heavier stop where the wording asks for a comma: 甲方占三成；乙方占七成.
    """
    if len(wording) > MAX_LENGTH or depth > 3:
        raise BadWording("写法过长或嵌套过深", "the wording is too long or nested too deeply")
    parts: list[str] = []
    open_marks: list[str] = []
    for token in _TOKEN.finditer(wording):
        if token["text"] is not None:
            if alone := ALONE.get(token["text"]):
                parts.append(f"(?:{alone})")
                continue
            asked = wording[token.start() - 1 : token.start()] not in ("[", "|", "(")  # [，], (，|、): a choice is as it is written
            parts.append(re.escape(token["text"]).replace("，", _PAUSE if told and asked else "，"))
        elif token["slot"] is not None:
            parts.append(_slot(token["slot"], token["name"], soft))
        elif token["word"] is not None:
            if token["word"] not in words:
                raise BadWording(f"没有词组 `<{token['word']}>`", f"there are no words `<{token['word']}>`")
            parts.append("(?:" + "|".join(source(one, words, soft, depth=depth + 1, told=told) for one in words[token["word"]]) + ")")
        elif token["bad"] is not None:
            raise BadWording(f"不认识的符号 `{token['bad']}`", f"`{token['bad']}` means nothing here")
        else:
            parts.append(_mark(token["mark"], open_marks))
    if open_marks:
        raise BadWording("括号没有成对", "a bracket is not closed")
    if wording.count("~") + wording.count("…") > MAX_GAPS:
        raise BadWording(f"一个写法最多 {MAX_GAPS} 处间隔", f"a wording has at most {MAX_GAPS} gaps")
    regex = "".join(parts)
    return regex.replace(_NEAR, _NEAR_DAY).replace(_FAR, _FAR_DAY) if "{date:" in wording else regex


def spelled(name: str) -> tuple[str, ...]:
    """Every way to write a name of `(a|b)` and `[c]`: `[成果]完成(日|日期)` is four. Raises BadWording for open brackets and too many ways."""
    ways = [name]
    while (found := next(filter(None, map(_CHOICE.search, ways)), None)) is not None:
        one = found.string
        options = (found[1] or "").split("|") if found[1] is not None else ["", *(found[2] or "").split("|")]
        ways = [*(way for way in ways if way != one), *(one[: found.start()] + option + one[found.end() :] for option in options)]
        if len(ways) > MAX_WAYS:
            raise BadWording(f"一个名称最多 {MAX_WAYS} 种写法", f"a name has at most {MAX_WAYS} ways to be written")
    if any(mark in way for way in ways for mark in "()[]|"):
        raise BadWording("括号没有成对", "a bracket is not closed")
    return tuple(dict.fromkeys(ways))


def names_in(wording: str) -> frozenset[str]:
    """The names a wording gives to its values."""
    return frozenset(token["name"] for token in _TOKEN.finditer(wording) if token["name"])


def _slot(slot: str, name: str | None, soft: Mapping[str, tuple[str, ...]]) -> str:
    if slot == "name":  # two to four characters that may be a person's name; who bears it is looked at afterwards
        return f"(?P<{name or 'who'}>[\u4e00-\u9fff]{{2,4}})"
    if slot not in SLOTS:
        raise BadWording(f"没有 `{{{slot}}}`；可用：{'、'.join(SLOTS)}", f"there is no `{{{slot}}}`; one of: {', '.join(SLOTS)}")
    signs = f"[{SLOTS[slot]}]"
    if soft.get(slot):
        signs = f"(?:{signs}|" + "|".join(map(re.escape, soft[slot])) + ")"
    signs = f"(?P<{name}>{signs})" if name else signs
    return f"{signs}方?" if slot in ("team", "unit") else signs  # 单位方, 团队方


def _mark(mark: str, open_marks: list[str]) -> str:
    if mark in "([":
        open_marks.append(mark)
        return "(?:"
    if mark in ")]":
        if not open_marks or open_marks.pop() != {")": "(", "]": "["}[mark]:
            raise BadWording("括号没有成对", "a bracket is not closed")
        return ")?" if mark == "]" else ")"
    return {"|": "|", "?": "?", "~": _NEAR, "…": _FAR, "^": _OPENING, "$": _CLOSING}[mark]


def reach(regex: str) -> str:
    """How far a match of a compiled wording can go: within a `segment`, a `sentence` or a `line`."""
    far = _FAR in regex or _FAR_DAY in regex
    said = regex
    for gap in (_NEAR, _FAR, _NEAR_DAY, _FAR_DAY, _OPENING, _CLOSING, "(?:"):
        said = said.replace(gap, "")
    if any(sign in said for sign in STOPS):
        return "line"
    return "sentence" if far or any(sign in said for sign in BREAKS) else "segment"


Group = tuple[str, ...]
GRAM = 3  # signs that are looked up at once


def cues(wording: str, words: Mapping[str, tuple[str, ...]], soft: Mapping[str, tuple[str, ...]], told: bool = False) -> tuple[Group, ...]:
    """Groups of texts: every match holds a text of each group, in the order of the groups. What a document lacks need not be searched for."""
    return tuple(dict.fromkeys(_required(list(_TOKEN.finditer(wording)), words, soft, told)))


def _required(tokens: list[re.Match[str]], words: Mapping[str, tuple[str, ...]], soft: Mapping[str, tuple[str, ...]], told: bool) -> list[Group]:
    """The groups of some tokens: those of each part in turn; of alternatives one group, made of the best of each."""
    groups: list[Group] = []
    branches: list[list[Group]] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        last = _closing(tokens, place)
        optional = last + 1 < len(tokens) and tokens[last + 1]["mark"] == "?"
        if token["mark"] == "|":
            branches.append(groups)
            groups = []
        elif token["text"] is not None:
            text = token["text"][:-1] if optional else token["text"]
            groups += [(part,) for part in text.split("，") if part] if told else [(text,)] if text else []
        elif not optional and token["mark"] == "(":
            groups += _required(tokens[place + 1 : last], words, soft, told)
        elif not optional and token["slot"] in SLOTS:
            groups.append((*SLOTS[token["slot"]], *soft.get(token["slot"], ())))
        elif not optional and token["word"] is not None:
            groups += _one_of([_required(list(_TOKEN.finditer(one)), words, soft, told) for one in words.get(token["word"], ())])
        place = last + 1
    return _one_of([*branches, groups]) if branches else groups


def rarest(groups: tuple[Group, ...]) -> Group:
    """The first signs (`GRAM` at most) of the cues of the group that the fewest texts hold."""
    return tuple(dict.fromkeys(cue[:GRAM] for cue in _longest(groups)))


def _longest(groups: Iterable[Group]) -> Group:
    """The group whose shortest text is the longest; of several the one with the fewest texts."""
    return max(groups, key=lambda group: (min(map(len, group)), -len(group)), default=())


def _one_of(branches: list[list[Group]]) -> list[Group]:
    """The group of several ways, of which one is taken; none where a way holds nothing for certain."""
    best = [_longest(groups) for groups in branches]
    return [tuple(dict.fromkeys(text for group in best for text in group))] if best and all(best) else []


def _closing(tokens: list[re.Match[str]], place: int) -> int:
    """The token that closes the group a token opens; the token itself where it opens none."""
    depth = 0
    for at in range(place, len(tokens)):
        depth += (tokens[at]["mark"] in ("(", "[")) - (tokens[at]["mark"] in (")", "]"))
        if depth <= 0:
            return at
    return len(tokens) - 1
