"""Files that are turned away: each for its reason, at once, and without much memory."""

import random
import struct
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from copy import copy
from io import BytesIO

import pytest

from intake.reading import Refused, read_document
from tests.intake.reading.word_files import (
    NAMESPACES,
    RELATIONS,
    content_types,
    packed_file,
    paragraph,
    word_file,
)

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(200)
BODY = paragraph("一、扩优提质") + paragraph("1．建设学校。")


def word_parts(**changed: str | bytes) -> dict[str, str | bytes]:
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": RELATIONS,
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{BODY}</w:body></w:document>",
    }
    return parts | changed


def document_xml(inside: str) -> dict[str, str | bytes]:
    return word_parts() | {"word/document.xml": inside}


def locked(content: bytes) -> bytes:
    """The same zip, its entries marked as encrypted."""
    changed = bytearray(content)
    place = changed.find(b"PK\x01\x02")
    while place >= 0:
        changed[place + 8] |= 1
        place = changed.find(b"PK\x01\x02", place + 4)
    return bytes(changed)


def zeros(megabytes: int) -> bytes:
    return packed_file(word_parts() | {"word/media/image1.bmp": bytes(megabytes * 1024 * 1024)})


def lying_zip() -> bytes:
    """A document of 40 MB whose directory says it has one kilobyte."""
    text = b"<w:document %s><w:body>" % NAMESPACES.encode() + b" " * 40 * 1024 * 1024
    packed = packed_file(document_xml("") | {"word/document.xml": text})
    return packed.replace(struct.pack("<L", len(text)), struct.pack("<L", 1024))


def bomb_of_two_gigabytes() -> bytes:
    """Twenty names for the same hundred megabytes of zeros."""
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in word_parts().items():
            archive.writestr(name, content)
        archive.writestr("word/media/image0.bmp", bytes(100 * 1024 * 1024))
        for number in range(1, 20):
            entry = copy(archive.filelist[-1])
            entry.filename = f"word/media/image{number}.bmp"
            archive.filelist.append(entry)
    return kept.getvalue()


ENTITIES = (
    '<!DOCTYPE w:document [<!ENTITY a "学学学学学学学学学学"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    f"<w:document {NAMESPACES}><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"
)
FETCHING = (
    '<!DOCTYPE w:document SYSTEM "http://203.0.113.1/plan.dtd">'
    f"<w:document {NAMESPACES}><w:body>{BODY}</w:body></w:document>"
)
DEEP = f"<w:document {NAMESPACES}><w:body>{'<w:sdt>' * 5000}{'</w:sdt>' * 5000}</w:body></w:document>"
CROWDED = (
    f"<w:document {NAMESPACES}><w:body>"
    + "".join(random.Random(4).choices(["<a/>", "<b/>", "<c/>", "<d/>", "<e/>"], k=700_000))
    + "</w:body></w:document>"
)
OTHER_ENCODING = '<?xml version="1.0" encoding="UTF-7"?>' + f"<w:document {NAMESPACES}><w:body/></w:document>"
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
WORKBOOK = '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'

REFUSED: dict[str, tuple[str, str, Callable[[], bytes]]] = {
    "no bytes": ("empty", "plan.docx", bytes),
    "blank text": ("empty", "plan.txt", " \n\t\u3000\r\n".encode),
    "Word without text": ("empty", "plan.docx", lambda: word_file("<w:p/>")),
    "scan": (
        "only_pictures",
        "plan.docx",
        lambda: word_file("<w:p><w:r><w:pict><v:imagedata/></w:pict></w:r></w:p>"),
    ),
    "60 MB": ("too_large", "plan.docx", lambda: b"PK\x03\x04" + bytes(60 * 1024 * 1024)),
    "very long text": ("too_large", "plan.txt", lambda: "学".encode() * 1_100_000),
    "picture": ("not_a_document", "plan.docx", lambda: PNG),
    "picture called text": ("not_a_document", "plan.txt", lambda: PNG),
    "web page": ("not_a_document", "plan.docx", lambda: b"<html><body>plan</body></html>"),
    "web page called text": ("not_a_document", "plan.txt", lambda: b"\n<!DOCTYPE html><html></html>"),
    "text called Word": ("not_a_document", "plan.docx", "一、扩优提质".encode),
    "PDF": ("not_a_document", "plan.pdf", lambda: b"%PDF-1.7\n"),
    "zip of something": ("not_a_document", "plan.docx", lambda: packed_file({"a.txt": "a"})),
    "workbook": (
        "not_a_document",
        "plan.docx",
        lambda: packed_file(
            word_parts()
            | {"_rels/.rels": RELATIONS.replace("word/document", "xl/workbook"), "xl/workbook.xml": WORKBOOK}
        ),
    ),
    "old workbook": ("not_a_document", "plan.doc", lambda: COMPOUND + "Workbook".encode("utf-16-le")),
    "old Word": ("legacy_doc", "plan.doc", lambda: COMPOUND + "WordDocument".encode("utf-16-le")),
    "old Word called docx": (
        "legacy_doc",
        "plan.docx",
        lambda: COMPOUND + "WordDocument".encode("utf-16-le"),
    ),
    "RTF": ("legacy_doc", "plan.doc", lambda: rb"{\rtf1 plan}"),
    "password": ("encrypted", "plan.docx", lambda: COMPOUND + "EncryptedPackage".encode("utf-16-le")),
    "locked zip": ("encrypted", "plan.docx", lambda: locked(word_file(BODY))),
    "macros": ("has_macros", "plan.docm", lambda: packed_file(word_parts() | {"word/vbaProject.bin": b"x"})),
    "macros by kind": ("has_macros", "plan.docx", lambda: word_file(BODY, main_type=MACROS)),
    "half a file": ("broken", "plan.docx", lambda: word_file(BODY)[:400]),
    "broken XML": ("broken", "plan.docx", lambda: packed_file(document_xml("<w:document"))),
    "no XML": ("broken", "plan.docx", lambda: packed_file(document_xml("plan"))),
    "entities": ("broken", "plan.docx", lambda: packed_file(document_xml(ENTITIES))),
    "something to fetch": ("broken", "plan.docx", lambda: packed_file(document_xml(FETCHING))),
    "another encoding": ("broken", "plan.docx", lambda: packed_file(document_xml(OTHER_ENCODING))),
    "nested deep": ("broken", "plan.docx", lambda: packed_file(document_xml(DEEP))),
    "crowded": ("too_tangled", "plan.docx", lambda: packed_file(document_xml(CROWDED))),
    "many parts": ("too_tangled", "plan.docx", lambda: packed_file({f"{n}.xml": "" for n in range(4000)})),
    "zeros": ("unpacks_too_large", "plan.docx", lambda: zeros(50)),
    "2 GB": ("unpacks_too_large", "plan.docx", bomb_of_two_gigabytes),
    "directory that lies": ("broken", "plan.docx", lying_zip),
    "binary text": ("undecodable", "plan.txt", lambda: bytes(range(256)) * 4),
    "zeros called text": ("undecodable", "plan.txt", lambda: b"plan\x00plan"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_file_is_refused_for_its_reason(kind: str):
    code, name, content = REFUSED[kind]

    with pytest.raises(Refused) as refused:
        read_document(content(), name)

    assert refused.value.code == code


@pytest.mark.parametrize("kind", ["60 MB", "2 GB", "zeros", "directory that lies", "crowded", "entities"])
def test_hostile_file_is_refused_quickly_and_in_little_memory(kind: str):
    _, name, make = REFUSED[kind]
    content = make()

    tracemalloc.start()
    begun = time.process_time()
    with pytest.raises(Refused):
        read_document(content, name)
    took = time.process_time() - begun
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert took < 1
    assert most < 64 * 1024 * 1024


def test_word_file_under_another_name_is_read():
    outline = read_document(word_file(BODY), "plan.doc")

    assert [section.title for section in outline.sections] == ["扩优提质"]


def test_file_without_headings_is_read_with_a_warning():
    outline = read_document("请各校安排好值班。\n祝老师们假期愉快。".encode(), "letter.txt")

    assert [warning.code for warning in outline.warnings] == ["no_title", "no_headings"]
    assert outline.preamble == ("请各校安排好值班。", "祝老师们假期愉快。")
