"""Files from people: what arrives, and how it goes out again."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.clients.models import Account
from accounts.people.models import User
from checklists.runs.models import Attachment
from config.lib import uploads
from tests.conftest import SignIn
from tests.factories.transitions import item_of, make_transition
from transitions.plans.models import Transition


@pytest.fixture
def transition(owner: User, account: Account) -> Transition:
    return make_transition(account=account)


def send(sign_in: SignIn, found: Transition, name: str, content: bytes) -> int:
    """What the site answers to somebody who adds this file to an item."""
    one = item_of(found, "File the contract")
    key = "5f0c1c1e-3c1d-4f57-9a51-4d1d35a4a001"
    file = SimpleUploadedFile("x", content)
    file._name = name  # type: ignore[attr-defined]  # what a browser would never send
    answer = sign_in(found.outgoing).post(
        f"/transitions/{found.pk}/items/{one.pk}/file/", {"upload": file, "request_key": key}
    )
    return answer.status_code


def test_a_file_goes_out_as_a_download_that_runs_nowhere(
    sign_in: SignIn, transition: Transition
) -> None:
    assert send(sign_in, transition, "notes.txt", b"<script>alert(1)</script>") == 302
    kept = Attachment.objects.get()
    Attachment.objects.filter(pk=kept.pk).update(content_type="text/html")

    answer = sign_in(transition.outgoing).get(f"/transitions/{transition.pk}/files/{kept.pk}/")

    assert answer.getvalue() == b"<script>alert(1)</script>"
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="notes.txt"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("name", ["page.html", "drawing.svg", "offer.pdf.exe"])
def test_a_file_that_a_browser_would_run_is_refused(
    sign_in: SignIn, transition: Transition, name: str
) -> None:
    assert send(sign_in, transition, name, b"<svg onload='alert(1)'/>") == 422
    assert not Attachment.objects.exists()


def test_a_file_lies_under_a_name_that_nobody_chose(
    sign_in: SignIn, transition: Transition
) -> None:
    send(sign_in, transition, "offer.txt", b"Hello")

    kept = Attachment.objects.get()
    assert kept.name == "offer.txt"
    path = str(kept.file.name)
    assert "offer" not in path
    assert path.startswith(f"evidence/{transition.checklist_id}/")


def test_a_file_that_is_a_little_too_large_is_refused_in_words(
    sign_in: SignIn, transition: Transition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "UPLOAD_MAX_BYTES", 1000)

    assert send(sign_in, transition, "notes.txt", b"a" * 2000) == 422
    assert not Attachment.objects.exists()


def test_a_request_that_is_far_too_large_is_not_read(
    sign_in: SignIn, transition: Transition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "UPLOAD_MAX_BYTES", 1000)

    too_much = b"a" * 1000 * uploads.MORE_THAN_ANYBODY_MEANS

    assert send(sign_in, transition, "notes.txt", too_much) == 400
    assert not Attachment.objects.exists()
