"""Writes a source as a Word file: raw parts, so that every trait of real drafts can be made.

Automatic numbers, footnotes, tracked changes, comments, hidden text, checkboxes and text boxes (with the fallback copy that Word writes).
Runs are broken in odd places where the settings say `runs: broken`, as Word does after edits.
"""

from __future__ import annotations

import io
import zipfile
from html import escape

from agreements.markup import Line, Run, Source, footnotes_of, levels_of, lines_of, runs_of

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACES = (
    f'xmlns:w="{_W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_AUTHOR = 'w:author="经办人" w:date="2025-01-06T09:00:00Z"'


def word_bytes(source: Source) -> bytes:
    """The Word file of a source."""
    writer = _Writer(source)
    parts = {"document": writer.document(), "styles": writer.styles(), "numbering": writer.numbering(), "settings": f"<w:settings {_SPACES}/>"}
    if writer.notes:
        parts["footnotes"] = writer.footnotes()
    if writer.comments:
        inner = "".join(f'<w:comment w:id="{i}" {_AUTHOR}>{writer.paragraph((Run("plain", t),))}</w:comment>' for i, t in enumerate(writer.comments))
        parts["comments"] = f"<w:comments {_SPACES}>{inner}</w:comments>"
    for name, tag in (("header", "hdr"), ("footer", "ftr")):
        if name in source.settings:
            parts[f"{name}1"] = f"<w:{tag} {_SPACES}>{writer.paragraph(runs_of(source.settings[name]))}</w:{tag}>"
    kinds = {name: name.rstrip("1") for name in parts}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPES}{"document.main" if name == "document" else kind}+xml"/>'
        for name, kind in kinds.items()
    )
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f"{overrides}</Types>",
        "_rels/.rels": _relations({"document": "officeDocument"}, "word/"),
        "word/_rels/document.xml.rels": _relations({name: kind for name, kind in kinds.items() if name != "document"}, ""),
        **{f"word/{name}.xml": text for name, text in parts.items()},
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2025, 1, 6, 9, 0, 0)), _HEAD + text, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _relations(parts: dict[str, str], folder: str) -> str:
    inner = "".join(f'<Relationship Id="{name}" Type="{_RELATIONS}{kind}" Target="{folder}{name}.xml"/>' for name, kind in parts.items())
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'


def _text(text: str, tag: str = "t") -> str:
    pieces = [f'<w:{tag} xml:space="preserve">{escape(piece)}</w:{tag}>' if piece else "" for piece in text.split("\t")]
    return "<w:tab/>".join(pieces)


class _Writer:
    def __init__(self, source: Source) -> None:
        self.source, self.levels = source, levels_of(source.settings)
        self.notes = footnotes_of(source.body)
        self.comments: list[str] = []
        self.broken = source.settings.get("runs") == "broken"
        self.revision = 100
        self.restarts = 0

    def document(self) -> str:
        pieces: list[str] = []
        rows: list[tuple[str, ...]] = []
        for line in [*lines_of(self.source.body), Line("end")]:
            if line.kind == "row":
                rows.append(line.cells)
                continue
            if rows:
                pieces.append(self.table(rows))
                rows = []
            pieces.append(self.line(line))
        places = "".join(f'<w:{n}Reference w:type="default" r:id="{n}1"/>' for n in ("header", "footer") if n in self.source.settings)
        section = (
            f'<w:sectPr>{places}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1800" w:bottom="1440" w:left="1800"/></w:sectPr>'
        )
        return f"<w:document {_SPACES}><w:body>{''.join(pieces)}{section}</w:body></w:document>"

    def line(self, line: Line) -> str:
        if line.kind == "page":
            return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
        if line.kind == "textbox":
            return self.textbox(line.inner)
        if line.kind in ("title", "heading"):
            return self.paragraph(line.runs, f'<w:pStyle w:val="{line.kind.title()}"/>')
        if line.kind == "paragraph":
            if line.level is None:
                return self.paragraph(line.runs)
            if line.restart:
                self.restarts += 1
            return self.paragraph(line.runs, f'<w:numPr><w:ilvl w:val="{line.level}"/><w:numId w:val="{self.restarts + 1}"/></w:numPr>')
        return ""

    def paragraph(self, runs: tuple[Run, ...], properties: str = "") -> str:
        return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{''.join(map(self.run, runs))}</w:p>"

    def run(self, run: Run) -> str:
        self.revision += 1
        if run.kind == "ins":
            return f'<w:ins w:id="{self.revision}" {_AUTHOR}>{self.plain(run.text)}</w:ins>'
        if run.kind == "del":
            return f'<w:del w:id="{self.revision}" {_AUTHOR}><w:r>{_text(run.text, "delText")}</w:r></w:del>'
        if run.kind == "note":
            number = list(self.notes).index(run.text) + 1
            return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>'
        if run.kind == "comment":
            self.comments.append(run.extra)
            number = len(self.comments) - 1
            return (
                f'<w:commentRangeStart w:id="{number}"/>{self.plain(run.text)}<w:commentRangeEnd w:id="{number}"/>'
                f'<w:r><w:commentReference w:id="{number}"/></w:r>'
            )
        if run.kind == "box":
            ticked = run.text == "{x}"
            state = f'<w14:checkbox><w14:checked w14:val="{int(ticked)}"/></w14:checkbox>'
            return f"<w:sdt><w:sdtPr>{state}</w:sdtPr><w:sdtContent><w:r><w:t>{'☒' if ticked else '☐'}</w:t></w:r></w:sdtContent></w:sdt>"
        properties = {"hidden": "<w:vanish/>", "sup": '<w:vertAlign w:val="superscript"/>', "under": '<w:u w:val="single"/>'}.get(run.kind, "")
        return self.plain(run.text, properties)

    def plain(self, text: str, properties: str = "") -> str:
        properties = f"<w:rPr>{properties}</w:rPr>" if properties else ""
        step = 3 if self.broken else max(len(text), 1)
        return "".join(f"<w:r>{properties}{_text(text[at : at + step])}</w:r>" for at in range(0, len(text), step))

    def table(self, rows: list[tuple[str, ...]]) -> str:
        width = max(map(len, rows))
        written = []
        for number, row in enumerate(rows):
            cells = []
            for column, text in enumerate(row):
                if text == "<":
                    continue
                span = 1
                while column + span < len(row) and row[column + span] == "<":
                    span += 1
                properties = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
                if text == "^":
                    properties += "<w:vMerge/>"
                elif number + 1 < len(rows) and column < len(rows[number + 1]) and rows[number + 1][column] == "^":
                    properties += '<w:vMerge w:val="restart"/>'
                inner = "".join(self.paragraph(runs_of(piece)) for piece in ("" if text == "^" else text).split("<br>"))
                cells.append(f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>")
            written.append(f"<w:tr>{''.join(cells)}</w:tr>")
        grid = '<w:gridCol w:w="2000"/>' * width
        return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(written)}</w:tbl>'

    def textbox(self, lines: tuple[str, ...]) -> str:
        content = f"<w:txbxContent>{''.join(self.paragraph(runs_of(text)) for text in lines)}</w:txbxContent>"
        drawing = (
            '<w:drawing><wp:inline><wp:extent cx="3000000" cy="900000"/><wp:docPr id="1" name="文本框"/><a:graphic><a:graphicData '
            'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr/>'
            f"<wps:txbx>{content}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
        )
        fallback = f"<w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict>"
        return (
            f'<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback>'
            "</mc:AlternateContent></w:r></w:p>"
        )

    def numbering(self) -> str:
        levels = "".join(
            f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{level.numerals}"/>'
            + ("<w:isLgl/>" if level.numerals == "decimal" and level.text.count("%") > 1 else "")
            + f'<w:lvlText w:val="{level.text}"/></w:lvl>'
            for i, level in enumerate(self.levels)
        )
        override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
        numbers = "".join(f'<w:num w:numId="{i + 1}"><w:abstractNumId w:val="0"/>{override if i else ""}</w:num>' for i in range(self.restarts + 1))
        heading = '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
        heading += '<w:lvlText w:val="第%1章"/></w:lvl></w:abstractNum>'
        numbers += '<w:num w:numId="90"><w:abstractNumId w:val="1"/></w:num>'
        return f'<w:numbering {_SPACES}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{heading}{numbers}</w:numbering>'

    def styles(self) -> str:
        chapter = '<w:numPr><w:numId w:val="90"/></w:numPr>' if self.source.settings.get("headings") == "numbered" else ""
        return (
            f'<w:styles {_SPACES}><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
            '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:pPr><w:jc w:val="center"/></w:pPr></w:style>'
            f'<w:style w:type="paragraph" w:styleId="Heading"><w:name w:val="heading 1"/><w:pPr>{chapter}<w:outlineLvl w:val="0"/></w:pPr></w:style>'
            "</w:styles>"
        )

    def footnotes(self) -> str:
        marks = '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        inner = "".join(f'<w:footnote w:id="{i}">{self.paragraph(runs_of(text))}</w:footnote>' for i, text in enumerate(self.notes.values(), 1))
        return f"<w:footnotes {_SPACES}>{marks}{inner}</w:footnotes>"
