"""Deals from YAML, JSON, JSON Lines or Python data: typed by the vocabulary, exact, with the place of every value.

Every fault of a deal is reported, each with its place and the nearest valid name.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from sys import intern
from typing import IO, Any

from awardrules import yamlfile
from awardrules.diagnostics import AwardrulesError, Diagnostic, Span, did_you_mean, error
from awardrules.facts.deal import NOTHING, Deal, Evidence, Value, own_place
from awardrules.facts.faults import beyond, no_edition, said_of, type_word
from awardrules.facts.quantity import FEN, SCALE, Bound, Number, parse_date, parse_millionths, parse_number, scaled
from awardrules.facts.vocabulary import NUMERIC, Fact, Vocabulary
from awardrules.language import EMPTY, Text

YES = frozenset({"true", "True", "TRUE", "yes", "Yes", "YES", "是"})
NO = frozenset({"false", "False", "FALSE", "no", "No", "NO", "否"})
DAY = "edition.evaluation_date"
_STEP = {"int": SCALE, "money": FEN, "share": 1, "decimal": 1}
MAX_RECORDS = 10_000
MAX_FAULTS = 100
MAX_LINE = 1024 * 1024


def read_deals(path: Path, vocabulary: Vocabulary) -> Iterator[Deal]:
    """The deals of a file: one of YAML or JSON, any number of JSON Lines (`.jsonl`, `.ndjson`), read one at a time."""
    if path.suffix.lower() in (".jsonl", ".ndjson"):
        try:
            with path.open("rb") as stream:
                yield from read_lines(stream, str(path), vocabulary)
        except OSError:
            yamlfile.read_text(path)  # reports why
            raise
    else:
        yield read_deal(yamlfile.read_text(path), str(path), vocabulary)


def read_lines(stream: IO[bytes], file: str, vocabulary: Vocabulary) -> Iterator[Deal]:
    """One deal for each line that is not empty."""
    number = 0
    while line := stream.readline(MAX_LINE + 1):
        number += 1
        if len(line) > MAX_LINE:
            raise AwardrulesError([error("line-too-long", Span(file, number), Text("该行超过 1 MiB", "the line is longer than 1 MiB"))])
        if line.strip():
            text = yamlfile.decode(line, file, line=number)
            yield read_deal(text, file, vocabulary, line_offset=number - 1, name=f"{file}:{number}")


def read_deal(text: str, file: str, vocabulary: Vocabulary, *, line_offset: int = 0, name: str = "") -> Deal:
    """One deal from YAML or JSON text. Raises AwardrulesError with every fault."""
    return deal_of(yamlfile.parse(text, file, line_offset=line_offset), file, vocabulary, name=name or file)


def deal_from(data: object, vocabulary: Vocabulary, *, name: str = "deal") -> Deal:
    """A deal from Python data: nested dicts, lists, Decimals, dates, texts."""
    return deal_of(yamlfile.from_data(data), name, vocabulary, name=name)


def deal_of(
    root: yamlfile.Node | None, file: str, vocabulary: Vocabulary, *, name: str = "", known: Callable[[], Collection[str]] | None = None
) -> Deal:
    """A deal from nodes. `known` tells the editions that facts can be stated for; where it is left out, any name will do."""
    reader = _Reader(file, vocabulary)
    if root is None or (isinstance(root, yamlfile.Scalar) and root.is_null) or (isinstance(root, yamlfile.Mapping) and not root.entries):
        help = Text(
            "至少写明 `deal.kinds` 与单位、成果的基本事实；可用 `awardrules schema deal` 查看字段",
            "state at least `deal.kinds` and the basic facts; `awardrules schema deal` lists them",
        )
        raise AwardrulesError([error("empty-deal", yamlfile.span_of(root, file), Text("交易文件没有任何事实", "the deal states no facts"), help)])
    if not isinstance(root, yamlfile.Mapping):
        message = Text("交易应为一组键值（如 `deal:`、`grant:`）", "a deal is a mapping (`deal:`, `grant:`, …)")
        raise AwardrulesError([error("deal-shape", yamlfile.span_of(root, file), message)])
    editions_node = root.get("editions")
    for key, key_node, value in root.pairs():
        if key != "editions":
            reader.read(key, key_node, value)
    reader.check_order()
    editions = _editions(reader, editions_node, known)
    if reader.faults:
        raise AwardrulesError(reader.faults)
    places = {own_place(edition, path): place for edition, inner in editions.items() for path, place in inner.evidence.items()}
    own = {edition: inner.facts for edition, inner in editions.items()}
    return Deal(facts=reader.facts, evidence=reader.evidence | places, editions=own, name=name or file)


def _editions(reader: _Reader, node: yamlfile.Node | None, known: Callable[[], Collection[str]] | None) -> dict[str, _Reader]:
    """What is stated for one edition only, by edition."""
    found: dict[str, _Reader] = {}
    for edition, value in reader.groups(node, "editions", known):
        inner = found[edition] = _Reader(reader.file, reader.vocabulary, reader.faults)
        for key, (key_node, item) in value.entries.items():
            inner.read(key if key.startswith(("edition.", "pilot.")) or key in ("edition", "pilot") else f"edition.{key}", key_node, item)
        if (day := inner.evidence.get(DAY)) is not None:
            message = Text(f"`{DAY}` 是整项交易的判断日，不能只对一个版本说明", f"`{DAY}` is the day of the whole deal, not of one edition")
            help = Text("写在 `edition:` 下，或用 --as-of", "state it under `edition:`, or use --as-of")
            reader.faults.append(error("deal-shape", Span(reader.file, day.line, day.column), message, help))
    for edition, inner in found.items():
        city = found.get(edition.partition("@")[0], inner)
        inner.check_order({**reader.facts, **city.facts}, {**reader.evidence, **city.evidence})
    return found


def value_of(fact: Fact, node: yamlfile.Node, file: str) -> tuple[Value | None, list[Diagnostic]]:
    """One value typed as a fact asks, and the faults found in it."""
    reader = _Reader(file, Vocabulary([fact]))
    return reader.value(fact, node), reader.faults


class _Reader:
    def __init__(self, file: str, vocabulary: Vocabulary, faults: list[Diagnostic] | None = None) -> None:
        self.file, self.vocabulary = file, vocabulary
        self.facts: dict[str, Value] = {}
        self.evidence: dict[str, Evidence] = {}
        self.faults: list[Diagnostic] = [] if faults is None else faults

    def fault(self, code: str, node: yamlfile.Node, message: Text, help: Text = EMPTY) -> None:
        self.faults.append(error(code, yamlfile.span_of(node, self.file), message, help))
        if len(self.faults) >= MAX_FAULTS:  # every suggestion costs a search of the vocabulary
            message = Text(f"错误已达 {MAX_FAULTS} 处，不再继续检查", f"stopped after {MAX_FAULTS} errors")
            raise AwardrulesError([*self.faults, error("too-many-faults", Span(self.file), message)])

    def groups(
        self, node: yamlfile.Node | None, path: str, known: Callable[[], Collection[str]] | None = None
    ) -> Iterator[tuple[str, yamlfile.Mapping]]:
        """The groups of facts under `path` by name; what is no group is a fault, and so is a name that is not known."""
        if node is None or (isinstance(node, yamlfile.Scalar) and node.is_null):
            return
        if not isinstance(node, yamlfile.Mapping):
            self.fault("deal-shape", node, Text(f"`{path}` 下应为版本名与该版本的事实", f"`{path}` holds a group of facts for each edition"))
            return
        names = sorted(known()) if known is not None else None
        for name, name_node, value in node.pairs():
            if names is not None and name not in names:
                self.fault("unknown-edition", name_node, *no_edition(name, names))
            if isinstance(value, yamlfile.Mapping):
                yield name, value
            elif not (isinstance(value, yamlfile.Scalar) and value.is_null):
                self.fault("deal-shape", value, Text(f"`{path}.{name}` 下应为一组事实", f"`{path}.{name}` holds a group of facts"))

    def read(self, path: str, key: yamlfile.Scalar, node: yamlfile.Node) -> None:
        if path in self.vocabulary.records:
            self.records(path, node)
            return
        fact = self.vocabulary.facts.get(path)
        if fact is not None and fact.record:  # a field is stated inside its list
            fact = None
        if fact is not None and fact.output:
            self.fault(
                "output-stated",
                key,
                Text(f"`{path}` 由规则推导，不能在交易中填写", f"`{path}` is given by the rules; a deal cannot state it"),
                Text("请删去", "leave it out"),
            )
            return
        if fact is not None:
            value = self.value(fact, node)
            if value is not None:
                if path in self.facts:
                    self.fault("fact-twice", key, Text(f"`{path}` 写了两次", f"`{path}` is stated twice"))
                self.facts[intern(path)] = value  # one text for a path everywhere: the compiled rules find it without comparing
                self.evidence[path] = Evidence(self.file, node.line, node.column)
            return
        if path in self.vocabulary.groups:
            if isinstance(node, yamlfile.Mapping):
                for name, name_node, value_node in node.pairs():
                    self.read(f"{path}.{name}", name_node, value_node)
            elif not (isinstance(node, yamlfile.Scalar) and node.is_null):
                children = self.vocabulary.children(path)[:6]
                zh, en = "、".join(children), ", ".join(children)
                self.fault("deal-shape", node, Text(f"`{path}` 下应为一组事实（如 {zh}）", f"`{path}` holds a group of facts ({en}, …)"))
            return
        self.unknown(path, key)

    def unknown(self, path: str, key: yamlfile.Scalar) -> None:
        parent, _, leaf = path.rpartition(".")
        siblings = {f"{parent}.{c}" if parent else c for c in self.vocabulary.children(parent)}
        same_leaf = sorted(f.path for f in self.vocabulary if f.path.rpartition(".")[2] == leaf and not f.output)
        # a name without its group is meant more surely than a group of a similar name
        help = EMPTY if same_leaf and (not parent or "[" in parent) else did_you_mean(path, siblings)
        if help == EMPTY and parent and "[" not in parent:
            help = did_you_mean(path, [f.path for f in self.vocabulary if not f.output and not f.record])
        if help == EMPTY and same_leaf:
            record, _, name = same_leaf[0].rpartition("[].")
            help = (
                Text(f"`{name}` 写在列表 `{record}` 的每一项中", f"`{name}` is stated in each entry of the list `{record}`")
                if record
                else Text(f"是否指 `{same_leaf[0]}`？", f"did you mean `{same_leaf[0]}`?")
            )
        if help == EMPTY:
            help = Text("可用 `awardrules schema deal` 查看全部事实", "`awardrules schema deal` lists all facts")
        self.fault("unknown-fact", key, Text(f"未知的事实 `{path}`", f"unknown fact `{path}`"), help)

    def records(self, path: str, node: yamlfile.Node) -> None:
        if isinstance(node, yamlfile.Scalar) and node.is_null:
            return
        if not isinstance(node, yamlfile.Sequence):
            self.fault("deal-shape", node, Text(f"`{path}` 应为列表，每人一项", f"`{path}` is a list, one entry per person"))
            return
        if len(node.items) > MAX_RECORDS:
            self.fault("too-many-records", node, Text(f"`{path}` 超过 {MAX_RECORDS} 项", f"`{path}` has more than {MAX_RECORDS} entries"))
            return
        fields = self.vocabulary.records[path]
        self.evidence[path] = Evidence(self.file, node.line, node.column)
        records = []
        for index, item in enumerate(node.items):
            record: dict[str, Value] = {}
            if not isinstance(item, yamlfile.Mapping):
                self.fault("deal-shape", item, Text(f"`{path}` 的每一项应为一组键值", f"an entry of `{path}` is a mapping"))
                continue
            for name, name_node, value_node in item.pairs():
                fact = fields.get(name)
                if fact is None:
                    self.fault(
                        "unknown-fact",
                        name_node,
                        Text(f"未知的事实 `{path}[{index}].{name}`", f"unknown fact `{path}[{index}].{name}`"),
                        did_you_mean(name, fields),
                    )
                    continue
                value = self.value(fact, value_node)
                if value is not None:
                    record[intern(name)] = value
                    self.evidence[f"{path}[{index}].{name}"] = Evidence(self.file, value_node.line, value_node.column)
            records.append(record)
        self.facts[intern(path)] = tuple(records)

    def value(self, fact: Fact, node: yamlfile.Node) -> Value | None:
        if isinstance(node, yamlfile.Scalar):
            if node.is_null:
                return None
            return self.scalar(fact, node)
        if isinstance(node, yamlfile.Mapping):
            if fact.type in NUMERIC or fact.type in ("date", "set"):
                return self.bound(fact, node)
            self.fault("wrong-type", node, Text(f"`{fact.path}` 应为{type_word(fact).zh}", f"`{fact.path}` takes {type_word(fact).en}"))
            return None
        if fact.type == "set":
            items = [self.member(fact, item) for item in node.items]
            return frozenset(item for item in items if item is not None)
        self.fault(
            "wrong-type",
            node,
            Text(f"`{fact.path}` 应为{type_word(fact).zh}，不是列表", f"`{fact.path}` takes {type_word(fact).en}, not a list"),
        )
        return None

    def member(self, fact: Fact, node: yamlfile.Node) -> str | None:
        if not isinstance(node, yamlfile.Scalar) or node.is_null:
            self.fault("wrong-type", node, Text(f"`{fact.path}` 的每一项应为一个名称", f"an entry of `{fact.path}` is a single name"))
            return None
        return self.name(fact, node)

    def name(self, fact: Fact, node: yamlfile.Scalar) -> str | None:
        if fact.values is None:
            return node.text
        if node.text in fact.values:
            return intern(node.text)
        by_label = {label: name for name, words in fact.values.items() for label in words}
        if node.text in by_label:
            return by_label[node.text]
        said = said_of(fact, node)
        help = EMPTY if fact.redact else did_you_mean(node.text, fact.values)
        if help == EMPTY:
            help = Text("可用：" + "、".join(f"{k}（{v.zh}）" for k, v in fact.values.items()), "one of: " + ", ".join(fact.values))
        self.fault("outside-domain", node, Text(f"`{said}` 不是 `{fact.path}` 的取值", f"`{said}` is not a value of `{fact.path}`"), help)
        return None

    def scalar(self, fact: Fact, node: yamlfile.Scalar) -> Value | None:
        text, said = node.text, said_of(fact, node)
        if fact.type == "bool":
            if text in YES or text in NO:
                return text in YES
            self.fault(
                "wrong-type",
                node,
                Text(f"`{fact.path}` 应为 true 或 false（是/否），不是 `{said}`", f"`{fact.path}` takes true or false, not `{said}`"),
            )
            return None
        if fact.type == "text":
            return text
        if fact.type == "enum":
            return self.name(fact, node)
        if fact.type == "set":
            help = Text(f"写作 [{said}]", f"write [{said}]")
            self.fault("wrong-type", node, Text(f"`{fact.path}` 应为列表", f"`{fact.path}` takes a list"), help)
            return None
        if fact.type == "date":
            return self.date(fact, node)
        return self.number(fact, node)

    def date(self, fact: Fact, node: yamlfile.Scalar) -> int | None:
        day = parse_date(node.text)
        if day is None:
            said = said_of(fact, node)
            help = Text("写作 2025-03-01 或 2025年3月1日", "write 2025-03-01")
            message = Text(f"`{fact.path}` 应为日期，`{said}` 不是有效日期", f"`{fact.path}` takes a date; `{said}` is not one")
            self.fault("wrong-type", node, message, help)
        return day

    def number(self, fact: Fact, node: yamlfile.Scalar) -> Number | None:
        plain = parse_millionths(node.text)
        if plain is not None and not plain % _STEP[fact.type] and (fact.type != "share" or plain <= SCALE):
            return plain
        percent = node.text.rstrip().endswith(("%", "％"))
        exact, said, takes = parse_number(node.text) if fact.type == "share" or not percent else None, said_of(fact, node), type_word(fact)
        if exact is None:
            self.fault(
                "wrong-type",
                node,
                Text(f"`{fact.path}` 应为{takes.zh}，不是 `{said}`", f"`{fact.path}` takes {takes.en}, not `{said}`"),
                Text("百分数只能写作比例", "a percentage states a share only") if percent and fact.type != "share" else EMPTY,
            )
            return None
        if fact.type == "share" and not 0 <= exact <= 1:
            meant = (
                Text(f"是否指 {node.text.strip()}%？", f"did you mean {node.text.strip()}%?")
                if not fact.redact and 1 < exact <= 100 and not percent
                else EMPTY
            )
            self.fault(
                "outside-domain",
                node,
                Text(f"`{fact.path}` 应在 0% 与 100% 之间，不是 `{said}`", f"`{fact.path}` lies between 0% and 100%, not `{said}`"),
                meant,
            )
            return None
        if fact.type == "int" and exact.denominator != 1:
            self.fault(
                "wrong-type",
                node,
                Text(f"`{fact.path}` 应为整数，不是 `{said}`", f"`{fact.path}` takes a whole number, not `{said}`"),
            )
            return None
        if fact.type != "share" and exact < 0 and not fact.below_zero:
            self.fault("outside-domain", node, Text(f"`{fact.path}` 不能为负", f"`{fact.path}` cannot be negative"))
            return None
        if fact.type == "money" and (exact * 100).denominator != 1:
            help = Text("金额精确到分，最多两位小数", "money is exact to the fen: at most two decimals")
            self.fault(
                "outside-domain",
                node,
                Text(f"`{fact.path}` 的 `{said}` 超过两位小数", f"`{said}` of `{fact.path}` has more than two decimals"),
                help,
            )
            return None
        return scaled(exact)

    def bound(self, fact: Fact, node: yamlfile.Mapping) -> Value | None:
        sides: dict[str, Any] = {"min": None, "max": None}
        before = len(self.faults)
        for key, key_node, value in node.pairs():
            if key not in sides:
                help = did_you_mean(key, sides)
                self.fault("unknown-key", key_node, Text(f"`{fact.path}` 的界限只有 min 与 max", f"a bound of `{fact.path}` has min and max"), help)
            elif isinstance(value, yamlfile.Scalar) or (fact.type == "set" and isinstance(value, yamlfile.Sequence)):
                sides[key] = self.value(fact, value)
            else:
                takes = Text("列表", "a list") if fact.type == "set" else Text("一个值", "a single value")
                self.fault("wrong-type", value, Text(f"`{fact.path}` 的 {key} 应为{takes.zh}", f"{key} of `{fact.path}` is {takes.en}"))
        low, high = sides["min"], sides["max"]
        if len(self.faults) > before:
            return None
        if low is None and high is None:
            self.fault("wrong-type", node, Text(f"`{fact.path}` 的界限须有 min 或 max", f"a bound of `{fact.path}` needs min or max"))
            return None
        if low is not None and high is not None and not low <= high:
            self.fault("outside-domain", node, *beyond(fact, low, high))
            return None
        if fact.type == "set":
            low = low or frozenset()
            if high is None and not low:  # at least none says nothing
                return None
        return low if low is not None and low == high else Bound(low, high)

    def check_order(self, general: Mapping[str, Value] = NOTHING, places: Mapping[str, Evidence] = NOTHING) -> None:
        """Dates that lie before what they cannot lie before; `general` holds what is stated besides, and was checked."""
        facts = {**general, **self.facts}
        for path, value in facts.items():
            fact = self.vocabulary.facts.get(path)
            if fact is None or fact.not_before is None or not {path, fact.not_before} & self.facts.keys():
                continue
            earlier = facts.get(fact.not_before)
            latest = value.high if isinstance(value, Bound) else value
            earliest = earlier.low if isinstance(earlier, Bound) else earlier
            if isinstance(latest, int) and isinstance(earliest, int) and latest < earliest:
                place = self.evidence.get(path) or places[path]
                start = self.vocabulary.label(fact.not_before)
                message = Text(f"{fact.label.zh}早于{start.zh}", f"{fact.label.en} lies before {start.en}")
                self.faults.append(
                    error("dates-reversed", Span(self.file, place.line, place.column), message, Text("请核对两个日期", "check the two dates"))
                )
