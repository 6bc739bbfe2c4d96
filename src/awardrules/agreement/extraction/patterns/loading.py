"""Patterns read from `rules/agreement/*.yaml` and checked against the vocabulary: a term of a new city is a line in these files.

Where one set of wordings states several facts (that a unit has this body, that rule), `each` names the facts with their words and `ways` are
phrases in which `<it>` stands for the words of the fact at hand. Every fault of every file is reported at once, with its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from awardrules import yamlfile
from awardrules.agreement.extraction.patterns.doubts import DOUBTS
from awardrules.agreement.extraction.patterns.guarding import Guard, guarded
from awardrules.agreement.extraction.patterns.naming import kinds_of, own_labels, plain_label, with_own
from awardrules.agreement.extraction.patterns.patterns import (
    ROLES,
    Belonging,
    Context,
    Label,
    Patterns,
    People,
    Phrase,
    Quantity,
    Restated,
    Topic,
    Wording,
)
from awardrules.agreement.extraction.patterns.pieces import EACH, Reader, text_of
from awardrules.agreement.extraction.patterns.shelf import Shelf
from awardrules.agreement.extraction.patterns.wording import BadWording, names_in, spelled
from awardrules.diagnostics import AwardrulesError, did_you_mean
from awardrules.facts.vocabulary import Fact, Vocabulary
from awardrules.language import Text
from awardrules.pack import store
from awardrules.pack.files import data_root
from awardrules.pack.shared import shared_vocabulary, vocabulary_files

REACHES = ("match", "segment", "rest", "onward", "wish", "waiting", "turned", "bracket", "quote", "led", "section", "sentence", "period", "passage")
Wordings = tuple[Wording, ...]
KINDS = ("ratio", "split", "money", "number", "duration", "date", "range", "blank")
MODES = ("term", "done")
PLACES = ("any", "title", "opening", "signature", "alone", "heading")
_PHRASE_KEYS = (
    "path", "value", "negated", "gives", "say", "needs", "unless", "mode", "where", "despite", "copies", "parties", "no_parties",
    "kinds", "title", "not_title", "but", "last", "not_kinds", "lacks",
)  # fmt: skip


def pattern_files(root: Path | None = None) -> list[Path]:
    """The pattern files, in order."""
    return sorted(((root or data_root()) / "rules" / "agreement").glob("*.yaml"))


def read_patterns(files: Iterable[Path], vocabulary: Vocabulary) -> Patterns:
    """The patterns of the files. Raises AwardrulesError with every fault of every file."""
    reader = _Reader(vocabulary)
    roots: list[tuple[str, yamlfile.Mapping]] = []
    for path in files:
        try:
            root = yamlfile.load(path)
        except AwardrulesError as fault:
            reader.faults.extend(fault.diagnostics)
            continue
        if isinstance(root, yamlfile.Mapping):
            roots.append((str(path), root))
        else:
            reader.file = str(path)
            reader.fault("pattern-shape", root, Text("应为一组键值", "expected a mapping"))
    for sections in (
        ("words", "parties", "alike", "cities"),
        ("topics", "bases", "about"),
        ("quantities", "phrases", "guards", "contexts", "recipients", "named", "restated", "belonging"),
    ):
        for file, root in roots:
            reader.file = file
            for key, key_node, value in root.pairs():
                if key in sections:
                    getattr(reader, _READERS.get(key, key))(value)
                elif key not in _SECTIONS:
                    reader.fault("unknown-key", key_node, Text(f"未知的键 `{key}`", f"unknown key `{key}`"), did_you_mean(key, _SECTIONS))
    if reader.faults:
        raise AwardrulesError(list(dict.fromkeys(reader.faults)))
    reader.patterns.labelled = (*own_labels(vocabulary, reader.patterns.labelled), *reader.patterns.labelled)
    reader.patterns.phrases = Shelf(guarded(phrase, reader.guarded) for phrase in reader.said)
    return reader.patterns


_SECTIONS = (
    "words", "parties", "alike", "cities", "topics", "bases", "about", "quantities", "phrases", "guards", "contexts", "recipients", "named",
    "restated", "belonging",
)  # fmt: skip
_READERS = {"named": "named_facts", "restated": "second_statements"}


class _Reader(Reader):
    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__(vocabulary)
        self.guarded: list[Guard] = []

    def words(self, node: yamlfile.Node) -> None:
        for name, _, value in self.entries(node):
            self.patterns.words[name] = (*self.patterns.words.get(name, ()), *(item.text for item in self.texts(value)))

    def parties(self, node: yamlfile.Node) -> None:
        for name, key, value in self.entries(node):
            if name == "labels":
                self.patterns.labels = (*self.patterns.labels, *(item.text for item in self.texts(value)))
            elif name in ROLES:
                groups = self.patterns.roles.setdefault(name, {})
                for group, group_key, listed in self.entries(value):
                    if group not in ("called", "names", "nouns"):
                        self.unknown_key(group, group_key, ("called", "names", "nouns"))
                    groups[group] = (*groups.get(group, ()), *(item.text for item in self.texts(listed)))
            else:
                self.unknown_key(name, key, ("labels", *ROLES))

    def alike(self, node: yamlfile.Node) -> None:
        for name, _, value in self.entries(node):
            self.patterns.alike = {**self.patterns.alike, **{item.text: name for item in self.texts(value)}}

    def cities(self, node: yamlfile.Node) -> None:
        for name, _, value in self.entries(node):
            self.patterns.cities = {**self.patterns.cities, **{item.text: name for item in self.texts(value)}}

    def topics(self, node: yamlfile.Node) -> None:
        for name, _, value in self.entries(node):
            keys = self.keys(value, ("cues", "kinds", "veto", "strong", "whole"))
            kinds = self.named(keys.get("kinds"), KINDS) or frozenset(KINDS)
            veto, strong, whole = (text_of(keys.get(key)) == "true" for key in ("veto", "strong", "whole"))
            self.patterns.topics[name] = Topic(name, self.wordings(keys.get("cues")), kinds, veto, strong, whole)

    def bases(self, node: yamlfile.Node) -> None:
        for name, _, value in self.entries(node):
            self.patterns.bases[name] = self.wordings(value)

    def about(self, node: yamlfile.Node) -> None:
        for name, key, value in self.entries(node):
            if name not in self.kinds_of_deal:
                self.fault("outside-domain", key, Text(f"没有 `{name}`", f"there is no `{name}`"), did_you_mean(name, self.kinds_of_deal))
            self.patterns.about = {**self.patterns.about, name: self.wordings(value)}

    def quantities(self, node: yamlfile.Node) -> None:
        for item in self.items(node):
            keys = self.keys(
                item, ("path", "topic", "kinds", "party", "units", "bases", "needs", "unless", "complement", "exact", "done", "deals", "never")
            )
            fact = self.fact(keys.get("path"), item)
            topic, party = text_of(keys.get("topic")), text_of(keys.get("party"))
            if topic not in self.patterns.topics:
                self.fault(
                    "unknown-topic", item, Text(f"没有主题 `{topic}`", f"there is no topic `{topic}`"), did_you_mean(topic, self.patterns.topics)
                )
            if party and party not in ROLES:
                self.fault("unknown-party", item, Text(f"没有角色 `{party}`", f"there is no role `{party}`"), did_you_mean(party, ROLES))
            if fact is not None and fact.type not in ("share", "money", "int", "decimal"):
                self.fault("wrong-type", item, Text(f"`{fact.path}` 不是数值", f"`{fact.path}` is no number"))
            if fact is not None:
                self.patterns.quantities.append(
                    Quantity(
                        fact.path,
                        topic,
                        self.named(keys.get("kinds"), KINDS),
                        party,
                        frozenset(t.text for t in self.texts(keys.get("units"))),
                        self.named(keys.get("bases"), self.patterns.bases),
                        self.wordings(keys.get("needs")),
                        self.wordings(keys.get("unless")),
                        self.wordings(keys.get("never")),
                        self.named(keys.get("deals"), self.kinds_of_deal),
                        text_of(keys.get("complement")) == "true",
                        text_of(keys.get("exact")) == "true",
                        text_of(keys.get("done")) == "true",
                        fact.unit or "",
                    )
                )

    def phrases(self, node: yamlfile.Node) -> None:
        for item in self.items(node):
            keys = self.keys(item, (*_PHRASE_KEYS, "each", "ways"))
            if "each" not in keys:
                self.phrase(item, keys)
            for _, path, nouns in self.entries(keys["each"]) if "each" in keys else ():
                self.patterns.words[EACH] = tuple(noun.text for noun in self.texts(nouns))
                for way in self.items(keys.get("ways", item)):
                    self.phrase(way, {**self.keys(way, _PHRASE_KEYS), "path": path})
        self.patterns.words.pop(EACH, None)

    def phrase(self, item: yamlfile.Node, keys: dict[str, yamlfile.Node]) -> None:
        gives: dict[str, str] = {}
        measures: dict[str, str] = {}
        if "gives" in keys:
            for path, key, slot in self.entries(keys["gives"]):
                if (given := self.fact(key, item)) is not None:
                    gives[path], measures[path] = text_of(slot), given.unit or ""
        fact = self.fact(keys["path"], item) if "path" in keys else None
        if fact is None and not gives:
            if "path" not in keys:
                self.fault("missing-key", item, Text("缺少 `path` 或 `gives`", "needs `path` or `gives`"))
            return
        say = self.wordings(keys.get("say"), told=True)
        if not say:
            self.fault("missing-key", item, Text("缺少 `say`", "needs `say`"))
        for wording in say:
            if missing := {slot.partition(".")[0] for slot in gives.values()} - names_in(wording.written):
                named = "、".join(sorted(missing))
                self.fault("unnamed-value", item, Text(f"`{wording.written}` 没有名为 {named} 的值", f"`{wording.written}` names no value {named}"))
        mode = text_of(keys.get("mode")) or "term"
        if mode not in MODES:
            self.fault("outside-domain", keys["mode"], Text(f"`mode` 不能是 `{mode}`", f"`mode` cannot be `{mode}`"), did_you_mean(mode, MODES))
        where = text_of(keys.get("where")) or "any"
        if where not in PLACES:
            self.fault("outside-domain", keys["where"], Text(f"`where` 不能是 `{where}`", f"`where` cannot be `{where}`"))
        self.said.append(
            Phrase(
                fact.path if fact else "",
                self.value(fact, keys.get("value")),
                self.value(fact, keys.get("negated")),
                gives,
                say,
                self.wordings(keys.get("needs")),
                self.wordings(keys.get("unless")),
                mode,
                where,
                frozenset(t.text for t in self.texts(keys.get("despite"))),
                self.copied(keys.get("copies"), item),
                self.named(keys.get("parties"), ROLES),
                self.named(keys.get("no_parties"), ROLES),
                self.named(keys.get("kinds"), self.kinds_of_deal),
                self.wordings(keys.get("title")),
                self.wordings(keys.get("not_title")),
                self.wordings(keys.get("but")),
                measures,
                text_of(keys.get("last")) == "true",
                self.named(keys.get("not_kinds"), self.kinds_of_deal),
                self.wordings(keys.get("lacks")),
            )
        )

    def guards(self, node: yamlfile.Node) -> None:
        for item in self.items(node):
            keys = self.keys(item, ("of", "values", "unless", "but", "not_title", "titled", "despite"))
            of = self.beginnings(keys.get("of"), item)
            allowed = {value for fact in self.vocabulary if fact.path.startswith(of) for value in fact.values or ()}
            values = self.named(keys.get("values"), sorted(allowed))
            unless, but, not_title, titled = (self.wordings(keys.get(side)) for side in ("unless", "but", "not_title", "titled"))
            self.guarded.append(Guard(of, values, unless, but, not_title, titled, frozenset(text.text for text in self.texts(keys.get("despite")))))

    def belonging(self, node: yamlfile.Node) -> None:
        keys = self.keys(node, ("own", "others", "here", "far", "wants"))
        wants = []
        for item in self.items(keys["wants"]) if "wants" in keys else ():
            own = self.keys(item, ("of", "say"))
            wants.append((self.beginnings(own.get("of"), item), self.wordings(own.get("say"))))
        own_words, others, far, here = (self.wordings(keys.get(name)) for name in ("own", "others", "far", "here"))
        self.patterns.belonging = Belonging(own_words, others, far, here, tuple(wants))

    def beginnings(self, node: yamlfile.Node | None, item: yamlfile.Node) -> tuple[str, ...]:
        """How the paths of some facts begin; each must begin one."""
        of = tuple(text.text for text in self.texts(node))
        for start in of:
            if not any(fact.path.startswith(start) for fact in self.vocabulary):
                self.fault("unknown-fact", item, Text(f"没有以 `{start}` 开头的事实", f"there is no fact that begins with `{start}`"))
        return of

    def contexts(self, node: yamlfile.Node) -> None:
        for item in self.items(node):
            keys = self.keys(item, ("name", "reach", "say", "title", "not_title", "parties"))
            reach = text_of(keys.get("reach"))
            if reach not in REACHES:
                self.fault("outside-domain", item, Text(f"`reach` 不能是 `{reach}`", f"`reach` cannot be `{reach}`"), did_you_mean(reach, REACHES))
            name = text_of(keys.get("name"))
            if name not in DOUBTS:
                self.fault("outside-domain", item, Text(f"`name` 不能是 `{name}`", f"`name` cannot be `{name}`"), did_you_mean(name, DOUBTS))
            say, title, not_title = (self.wordings(keys.get(side)) for side in ("say", "title", "not_title"))
            self.patterns.contexts.append(Context(name, reach, say, title, not_title, self.named(keys.get("parties"), ROLES)))

    def named_facts(self, node: yamlfile.Node) -> None:
        for item in self.items(node):
            keys = self.keys(item, ("path", "run", "names", "values", "kinds", "not_title"))
            run = tuple(fact.path for text in self.texts(keys.get("run")) if (fact := self.fact(text, item)) is not None)
            fact = self.fact(keys["path"], item) if "path" in keys or not run else None
            if fact is None and len(run) != 2:
                continue
            values: dict[str, tuple[str, ...]] = {}
            allowed = ("true", "false") if fact is not None and fact.type == "bool" else tuple((fact.values if fact else None) or ())
            for value, key, listed in self.entries(keys["values"]) if "values" in keys else ():
                if value not in allowed:
                    self.fault("outside-domain", key, Text(f"没有取值 `{value}`", f"there is no value `{value}`"), did_you_mean(value, allowed))
                values[value] = tuple(t.text for t in self.texts(listed))
            path = fact.path if fact else ""
            kinds = self.named(keys.get("kinds"), self.kinds_of_deal) or kinds_of(path or run[0])
            label = Label(path, self.spelled(keys.get("names")), with_own(fact, values), run, kinds, self.wordings(keys.get("not_title")))
            self.patterns.labelled = (*self.patterns.labelled, label)

    def second_statements(self, node: yamlfile.Node) -> None:
        keys = self.keys(node, ("bars", "sentences", "facts"))
        self.patterns.restated_bars = (*self.patterns.restated_bars, *self.wordings(keys.get("bars")))
        self.patterns.restated_apart = (*self.patterns.restated_apart, *self.wordings(keys.get("sentences")))
        for item in self.items(keys["facts"]) if "facts" in keys else ():
            own = self.keys(item, ("path", "party", "side", "names", "needs", "unless", "complement", "alone"))
            fact = self.fact(own.get("path"), item)
            if fact is None:
                continue
            kind = {"share": "ratio", "money": "money", "date": "date"}.get(fact.type, "duration")
            party, side = (next(iter(self.named(own.get(key), allowed)), "") for key, allowed in (("party", ROLES), ("side", ("start", "end"))))
            names, needs, unless = (self.wordings(own.get(key)) for key in ("names", "needs", "unless"))
            alone = text_of(own.get("alone"))
            one = Restated(fact.path, kind, party, side, names, needs, unless, text_of(own.get("complement")) == "true", alone)
            self.patterns.restated = (*self.patterns.restated, one)

    def spelled(self, node: yamlfile.Node | None) -> tuple[str, ...]:
        """Every way to write some names, as labels are compared."""
        found: list[str] = []
        for item in self.texts(node):
            try:
                found.extend(plain_label(way) for way in spelled(item.text))
            except BadWording as fault:
                self.fault("bad-wording", item, Text(f"`{item.text}`：{fault.zh}", f"`{item.text}`: {fault.en}"))
        return tuple(dict.fromkeys(found))

    def recipients(self, node: yamlfile.Node) -> None:
        keys = self.keys(node, ("name", "heads", "columns", "said", "listed", "barred", "prose", "all_in", "surnames", "no_names"))
        fields = self.vocabulary.records.get("recipients", {})
        columns: dict[str, tuple[tuple[str, ...], Mapping[str, tuple[str, ...]]]] = {}
        for field, key, item in self.entries(keys["columns"]) if "columns" in keys else ():
            inner = self.keys(item, ("heads", "values"))
            values: dict[str, tuple[str, ...]] = {}
            for value, value_key, listed in self.entries(inner["values"]) if "values" in inner else ():
                if field in fields and value not in (fields[field].values or ()):
                    self.fault("outside-domain", value_key, Text(f"`{field}` 没有取值 `{value}`", f"`{field}` has no value `{value}`"))
                values[value] = tuple(t.text for t in self.texts(listed))
            if field != "ratio":  # a part of the whole is no field, but gives the amount
                self.field(field, key, fields)
            columns[field] = (tuple(t.text for t in self.texts(inner.get("heads"))), values)
        said: dict[str, Mapping[str, tuple[Wording, ...]]] = {}
        for field, key, item in self.entries(keys["said"]) if "said" in keys else ():
            self.field(field, key, fields)
            said[field] = {value: self.wordings(listed) for value, _, listed in self.entries(item)}
        sets: dict[str, tuple[str, Mapping[str, tuple[str, ...]]]] = {}
        for field, key, item in self.entries(keys["listed"]) if "listed" in keys else ():
            self.field(field, key, fields)
            inner = self.keys(item, ("with", "values"))
            words = {value: tuple(t.text for t in self.texts(listed)) for value, _, listed in self.entries(inner.get("values"))}
            sets[field] = (text_of(inner.get("with")), words)
        names, heads, surnames, no_names = (tuple(t.text for t in self.texts(keys.get(name))) for name in ("name", "heads", "surnames", "no_names"))
        barred, prose = (self.wordings(keys.get(name)) for name in ("barred", "prose"))
        all_in = {form: self.wordings(listed) for form, _, listed in self.entries(keys["all_in"])} if "all_in" in keys else {}
        known = frozenset(sign for listed in surnames[:1] for sign in listed) | frozenset(surnames[1:])
        self.patterns.people = People(names, heads, columns, said, sets, barred, prose, all_in, known, no_names)

    def field(self, field: str, key: yamlfile.Scalar, fields: Mapping[str, Fact]) -> None:
        if field not in fields:
            message = Text(f"受奖人没有 `{field}` 一项", f"a recipient has no field `{field}`")
            self.fault("unknown-fact", key, message, did_you_mean(field, fields))


_COMPILERS = ("facts", "agreement/extraction/patterns")


@lru_cache(maxsize=4)
def patterns_for(root: Path) -> Patterns:
    """The patterns under `rules/agreement`, over the shared vocabulary, from the store or from their files.

    Raises AwardrulesError with every fault of every file.
    """
    files = pattern_files(root)

    def read() -> Patterns:
        return read_patterns(files, shared_vocabulary(root))

    return store.kept(Patterns, [*vocabulary_files(root), *files], root, read, compilers=_COMPILERS)
