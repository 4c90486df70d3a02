"""Who is mentioned is told: in the next digest, or in a mail at once where they want that."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.people.choices import MentionMail
from accounts.people.models import User
from config.lib.mail.choices import MessageKind
from config.lib.mail.models import Message
from config.lib.mail.operations import Draft, queue_all, withdraw
from config.lib.mail.stencils import inlined
from transitions.comments.choices import Told
from transitions.comments.models import Comment, Mention
from transitions.comments.rules import showing, stopping


def mention(comment: Comment, people: Collection[int], *, now: datetime) -> None:
    """Note whom a comment mentions, and write a mail to those who want one at once.

    Nobody is told what they have said themselves.
    """
    wanted = [pk for pk in people if pk != comment.author_id]
    if not wanted:
        return
    named = User.objects.in_bulk(wanted)
    names = {pk: person.full_name for pk, person in named.items()}
    names |= dict(comment.mentions.values_list("person", "person__full_name"))
    names[comment.author_id] = comment.author.full_name
    at_once = [
        pk for pk in wanted if named[pk].is_active and named[pk].mention_mail == MentionMail.AT_ONCE
    ]
    words = showing.plain(comment.body, names)
    messages = queue_all([_draft(comment, named[pk], words, now) for pk in at_once])
    sent = dict(zip(at_once, messages, strict=True))
    Mention.objects.bulk_create(
        Mention(
            comment=comment,
            person_id=pk,
            message=sent.get(pk),
            told_at=now if pk in at_once else None,
            told_how=Told.MAIL if pk in at_once else "",
        )
        for pk in wanted
    )


def forget(comment: Comment, *, but: Sequence[int]) -> None:
    """Take back who is not mentioned any more.

    Who was told already keeps the mention, so that nobody is told twice of one comment.
    """
    comment.mentions.exclude(person__in=but).filter(told_at__isnull=True).delete()


def forget_all(comment: Comment) -> None:
    """Take back all mentions of a comment that goes, and the mails that have not gone out."""
    withdraw(Message.objects.filter(pk__in=comment.mentions.values("message")))
    comment.mentions.all().delete()


def _draft(comment: Comment, person: User, words: str, now: datetime) -> Draft:
    site = settings.SITE_URL.rstrip("/")
    stop_url = site + stopping.link_for(person.pk)
    context = {
        "comment": comment,
        "person": person,
        "account": comment.transition.account,
        "item": comment.item,
        "words": words,
        "link": site + comment.get_absolute_url(),
        "profile_url": site + reverse("profile"),
        "stop_url": stop_url,
        "company": settings.COMPANY_NAME,
        "host": urlsplit(site).netloc,
    }
    return Draft(
        kind=MessageKind.MENTION,
        person=person,
        to=person.email,
        subject=render_to_string("email/mention/subject.txt", context),
        body_text=render_to_string("email/mention/body.txt", context),
        body_html=inlined(render_to_string("email/mention/body.html", context)),
        headers={
            "List-Unsubscribe": f"<{stop_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
        send_after=now,
    )
