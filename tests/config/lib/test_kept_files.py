"""Which files are kept, under which name, and which only pretend."""

from __future__ import annotations

import struct
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from config.lib.kept_files.kinds import KINDS, WrongFile, kind_of, safe_name, served_as

CONTENT_TYPES = "[Content_Types].xml"
WORD = {CONTENT_TYPES: b"<Types/>", "word/document.xml": b"<document/>"}
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40
HIDDEN = 0x1


def archive(parts: dict[str, bytes]) -> bytes:
    kept = BytesIO()
    with ZipFile(kept, "w", ZIP_DEFLATED) as writing:
        for name, content in parts.items():
            writing.writestr(name, content)
    return kept.getvalue()


def claiming(content: bytes, size: int) -> bytes:
    """An archive whose list says that its first entry unpacks to this many bytes."""
    at = content.find(b"PK\x01\x02")
    return content[: at + 24] + struct.pack("<L", size) + content[at + 28 :]


def test_an_office_file_is_what_its_name_says() -> None:
    assert kind_of("Plan.docx", BytesIO(archive(WORD))) == KINDS[".docx"][0]


@pytest.mark.parametrize(
    "content",
    [
        archive({"word/document.xml": b"x"}),
        archive({CONTENT_TYPES: b"x", "xl/workbook.xml": b"x"}),
        archive({**WORD, "word/vbaProject.bin": b"macro"}),
        archive({**WORD, "../../etc/passwd": b"x"}),
        archive({**WORD, "/etc/passwd": b"x"}),
        archive({**WORD, "..\\..\\windows.ini": b"x"}),
        archive(WORD)[:-10],
        b"PK\x03\x04 and then nothing",
    ],
    ids=["no list", "a table", "macros", "up", "root", "up in Windows", "cut", "empty"],
)
def test_an_archive_that_is_no_such_office_file_is_refused(content: bytes) -> None:
    with pytest.raises(WrongFile, match="is not what its name says"):
        kind_of("Plan.docx", BytesIO(content))


def test_an_archive_that_unpacks_to_a_thousand_times_its_size_is_refused() -> None:
    bomb = archive({**WORD, "word/media.xml": b"\x00" * 60_000_000})
    assert len(bomb) < 100_000

    with pytest.raises(WrongFile):
        kind_of("Plan.docx", BytesIO(bomb))


def test_an_archive_that_claims_four_gigabytes_is_refused() -> None:
    with pytest.raises(WrongFile):
        kind_of("Plan.docx", BytesIO(claiming(archive(WORD), 0xFFFFFFF0)))


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "pptx", "odt"])
def test_an_archive_of_too_many_parts_is_refused(suffix: str) -> None:
    parts = {"mimetype": b"", "content.xml": b"", CONTENT_TYPES: b"", "word/": b"", "xl/": b""}
    many = archive({**parts, "ppt/": b"", **{f"p{number}": b"" for number in range(10_001)}})

    with pytest.raises(WrongFile):
        kind_of(f"Plan.{suffix}", BytesIO(many))


@pytest.mark.parametrize(
    "name", ["p.html", "p.htm", "p.svg", "p.js", "p.exe", "p.docm", "p.pdf.exe", "p"]
)
def test_what_a_browser_or_a_system_would_run_is_not_kept(name: str) -> None:
    with pytest.raises(WrongFile, match="of a kind that is not kept here"):
        kind_of(name, BytesIO(b"<svg/>"))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("photo.png", b"<svg onload='alert(1)'/>"),
        ("photo.png", PNG + archive(WORD)),
        ("photo.jpg", b"\xff\xd8\xff" + archive({"Main.class": b"x"})),
        ("photo.gif", b"MZ\x90\x00"),
        ("offer.pdf", b"<html><script>alert(1)</script>"),
        ("offer.pdf", PNG),
    ],
)
def test_a_file_of_two_kinds_or_of_another_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(WrongFile, match="is not what its name says"):
        kind_of(name, BytesIO(content))


def test_text_that_is_none_is_refused() -> None:
    with pytest.raises(WrongFile, match="should be text"):
        kind_of("notes.txt", BytesIO(b"MZ\x90\x00\x03"))


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Offer 2026.pdf", "Offer 2026.pdf"),
        ("Übergabe – Plan (2).docx", "Übergabe – Plan (2).docx"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\Eve\\offer.pdf", "offer.pdf"),
        ("offer\x00.pdf", "offer.pdf"),
        ("offer\r\nSet-Cookie: a=b.pdf", "offerSet-Cookie_ a=b.pdf"),
        ("report\u202efdp.txt", "reportfdp.txt"),
        ("in\u200bvisible.txt", "invisible.txt"),
        ('a<b>"c"|d?.txt', "a_b__c__d_.txt"),
        ("CON.txt", "_CON.txt"),
        ("lpt1", "_lpt1"),
        ("offer.pdf. . .", "offer.pdf"),
        ("...", "file"),
        ("", "file"),
        ("U\u0308bung.txt", "Übung.txt"),
    ],
)
def test_a_name_is_kept_as_it_reads_and_as_every_system_takes_it(sent: str, kept: str) -> None:
    assert safe_name(sent) == kept


def test_a_very_long_name_keeps_its_ending() -> None:
    kept = safe_name("n" * 400 + ".docx")

    assert len(kept) == 200
    assert kept.endswith("n.docx")


def test_a_file_goes_out_under_a_kind_of_our_own_list_only() -> None:
    assert served_as("application/pdf") == "application/pdf"
    assert served_as("text/html") == "application/octet-stream"
    assert not {"text/html", "image/svg+xml"} & {served_as(kind) for kind, _ in KINDS.values()}
