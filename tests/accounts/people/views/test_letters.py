"""Every mail is a subject, a text and the same as HTML; none is sent as allauth has it."""

from __future__ import annotations

import re

from allauth.account import app_settings
from django.conf import settings as site
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.people.models import User
from config.lib.mail.models import Message
from config.lib.mail.operations import deliver

FILES = ["body.html", "body.txt", "subject.txt"]


def test_each_kind_of_mail_is_three_files_and_allauth_has_none_of_its_own() -> None:
    templates = site.BASE_DIR / "templates"
    kinds = [folder for folder in (templates / "email").iterdir() if folder.is_dir()]

    assert [sorted(file.name for file in kind.iterdir()) for kind in kinds] == [FILES] * len(kinds)
    assert list(templates.glob("*/email/*")) == []


def test_the_mail_with_a_link_is_text_and_html_and_keeps_neither_once_it_is_sent(
    client: Client, owner: User, settings: Settings
) -> None:
    settings.COMPANY_NAME = "Norvane & Sons"
    client.post("/auth/password/reset/", {"email": owner.email})
    mail = Message.objects.get()
    found = re.search(r"https?://\S+/auth/password/reset/key/\S+", mail.body_text)

    deliver(clock=timezone.now)

    assert found and f'href="{found[0]}"' in mail.body_html
    assert "Norvane & Sons" in mail.body_text and "Norvane &amp; Sons" in mail.body_html
    for text in (mail.body_text, mail.body_html):
        assert f"Hello {owner.first_name}" in text and "It was not you?" in text
    assert "style=" in mail.body_html
    mail.refresh_from_db()
    assert (mail.state, mail.body_text, mail.body_html) == ("sent", "", "")


def test_whatever_allauth_could_send_besides_is_switched_off() -> None:
    """We tell what changed about a sign-in ourselves, by a letter of our own."""
    asked = ("EMAIL_NOTIFICATIONS", "EMAIL_UNKNOWN_ACCOUNTS", "LOGIN_BY_CODE_ENABLED")

    assert [getattr(app_settings, name) for name in asked] == [False, False, False]
    assert app_settings.EMAIL_VERIFICATION == "none"
