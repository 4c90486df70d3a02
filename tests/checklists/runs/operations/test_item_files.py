"""Files that prove an item: which are taken, and how they are kept."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.people.models import User
from checklists.runs.operations import evidence, items
from checklists.runs.operations.evidence import Sent
from checklists.runs.operations.items import CannotChange
from config.lib.kept_files.kinds import WrongFile
from tests.factories.transitions import NOW, item_of
from transitions.plans.models import Transition

pytestmark = pytest.mark.django_db


def archive(*names: str) -> bytes:
    """An archive with empty files of these names."""
    content = BytesIO()
    with ZipFile(content, "w") as made:
        for name in names:
            made.writestr(name, "")
    return content.getvalue()


def test_a_file_proves_an_item(transition: Transition, priya: User) -> None:
    contract = item_of(transition, "File the contract")

    with pytest.raises(CannotChange, match="Add the file, then tick it"):
        items.close(items.lock(contract.pk), by=priya, now=NOW)

    evidence.attach(contract.pk, SimpleUploadedFile("a.pdf", b"%PDF-1.7"), Sent(priya, NOW))
    assert items.close(items.lock(contract.pk), by=priya, now=NOW).happened


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("plan.docx", b"PK\x03\x04zip", "not what its name says"),
        ("plan.docx", archive("[Content_Types].xml", "xl/workbook.xml"), "not what its name says"),
        ("plan.docx", archive("word/a")[:-4], "not what its name says"),
        ("plan.odt", archive("mimetype"), "not what its name says"),
        ("long.xlsx", archive(*(f"xl/{n:0300}" for n in range(4000))), "not what its name says"),
        ("empty.pdf", b"", "is empty"),
        ("page.html", b"<script>", "not kept here"),
        ("page.pdf", b"<script>", "not what its name says"),
        ("list.csv", b"a;b\x00", "should be text"),
    ],
)
def test_a_wrong_file_is_refused_in_words(
    transition: Transition, priya: User, name: str, content: bytes, sentence: str
) -> None:
    upload = SimpleUploadedFile(name, content)

    with pytest.raises(WrongFile, match=sentence):
        evidence.attach(item_of(transition, "File the contract").pk, upload, Sent(priya, NOW))

    assert item_of(transition, "File the contract").file_count == 0


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plan.docx", archive("[Content_Types].xml", "word/document.xml")),
        ("plan.ods", archive("mimetype", "content.xml")),
        ("list.csv", "\ufeffName;City".encode("utf-16")),
        ("list.txt", "\ufeffName;City".encode()),
    ],
)
def test_office_files_and_marked_text_are_kept(
    transition: Transition, priya: User, name: str, content: bytes
) -> None:
    upload = SimpleUploadedFile(name, content)

    evidence.attach(item_of(transition, "File the contract").pk, upload, Sent(priya, NOW))

    assert item_of(transition, "File the contract").file_count == 1


def test_a_large_file_is_refused(
    transition: Transition, priya: User, settings: pytest.FixtureRequest
) -> None:
    settings.UPLOAD_MAX_BYTES = 1024 * 1024  # type: ignore[attr-defined]
    upload = SimpleUploadedFile("a.pdf", b"%PDF-" + b"x" * 1024 * 1024)

    with pytest.raises(WrongFile, match="larger than 1 MB"):
        evidence.attach(item_of(transition, "File the contract").pk, upload, Sent(priya, NOW))


def test_a_file_never_lies_under_the_name_its_sender_chose(
    transition: Transition, priya: User
) -> None:
    upload = SimpleUploadedFile("../../etc/x.pdf", b"%PDF-1.7")

    kept, _ = evidence.attach(item_of(transition, "File the contract").pk, upload, Sent(priya, NOW))

    assert kept.name == "x.pdf"
    assert str(kept.file.name).startswith(f"evidence/{transition.checklist_id}/")
    assert "x.pdf" not in str(kept.file.name)
