"""A Word file as a package of parts: what is changed is written anew, everything else is carried over byte by byte."""

from __future__ import annotations

import io
import posixpath
import shutil
import zipfile
from typing import Any

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


def parse(data: bytes) -> Any:
    """XML without entities, without a network."""
    from lxml import etree

    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, remove_blank_text=False))


def written(root: Any) -> bytes:
    """XML as Word writes it."""
    from lxml import etree

    done: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return done


class Package:
    """The parts of a Word file by name."""

    def __init__(self, data: bytes) -> None:
        self.archive = zipfile.ZipFile(io.BytesIO(data))
        self.changed: dict[str, bytes] = {}
        main = next(
            (r for r in parse(self.read("_rels/.rels")).iterchildren() if str(r.get("Type", "")).endswith("/relationships/officeDocument")), None
        )
        self.main = posixpath.normpath(str(main.get("Target", "")).lstrip("/")) if main is not None else "word/document.xml"
        self.kinds = str(main.get("Type")).rpartition("/")[0] if main is not None else f"{_RELATIONS}/officeDocument"
        folder, name = posixpath.split(self.main)
        self.folder, self.links = folder, posixpath.join(folder, "_rels", f"{name}.rels")

    def read(self, name: str) -> bytes:
        """A part as it stands."""
        return self.changed[name] if name in self.changed else self.archive.read(name)

    def related(self, kind: str) -> str | None:
        """The part the main document refers to as `comments`, `footnotes`, `styles` and the like."""
        if self.links not in self.archive.namelist():
            return None
        for link in parse(self.read(self.links)).iterchildren():
            if str(link.get("Type", "")).endswith(f"/relationships/{kind}") and link.get("TargetMode") != "External":
                target = str(link.get("Target", ""))
                name = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(self.folder, target))
                return name if name in self.archive.namelist() else None
        return None

    def add_comments(self, root: Any) -> None:
        """A new part for comments, declared and referred to."""
        from lxml import etree

        names = set(self.archive.namelist())
        number = next(n for n in range(1000) if posixpath.join(self.folder, f"comments{n or ''}.xml") not in names)
        name = f"comments{number or ''}.xml"
        types = parse(self.read("[Content_Types].xml"))
        etree.SubElement(types, f"{{{_TYPES}}}Override", PartName=f"/{posixpath.join(self.folder, name)}", ContentType=_COMMENTS_TYPE)
        self.changed["[Content_Types].xml"] = written(types)
        links = parse(self.read(self.links)) if self.links in names else etree.Element(f"{{{_RELATIONS}}}Relationships", nsmap={None: _RELATIONS})
        taken = {link.get("Id") for link in links.iterchildren()}
        own = next(f"rIdReview{n}" for n in range(len(taken) + 1) if f"rIdReview{n}" not in taken)
        etree.SubElement(links, f"{{{_RELATIONS}}}Relationship", Id=own, Type=f"{self.kinds}/comments", Target=name)
        self.changed[self.links] = written(links)
        self.changed[posixpath.join(self.folder, name)] = written(root)

    def packed(self) -> bytes:
        """The file: every part in its old order and with its old date, new parts at the end."""
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
            for info in self.archive.infolist():
                copied = zipfile.ZipInfo(info.filename, info.date_time)
                copied.compress_type, copied.external_attr, copied.create_system = info.compress_type, info.external_attr, info.create_system
                if info.filename in self.changed:
                    target.writestr(copied, self.changed[info.filename])
                    continue
                copied.file_size = info.file_size
                with self.archive.open(info) as source, target.open(copied, "w") as sink:
                    shutil.copyfileobj(source, sink)
            for name in sorted(self.changed.keys() - set(self.archive.namelist())):
                added = zipfile.ZipInfo(name, self.archive.infolist()[0].date_time)
                added.compress_type = zipfile.ZIP_DEFLATED
                target.writestr(added, self.changed[name])
        return stream.getvalue()
