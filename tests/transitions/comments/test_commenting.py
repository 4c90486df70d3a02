"""Comments are written, changed and removed, and whom they mention is told."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from accounts.people.choices import MentionMail
from accounts.people.models import User
from checklists.runs.models import Item
from checklists.runs.operations.guards import SentBefore
from config.lib.mail.choices import MessageState
from config.lib.mail.models import Message
from tests.factories.transitions import NOW, make_transition, reread
from tests.transitions.comments.conftest import Says
from transitions.comments.choices import Told
from transitions.comments.models import Comment, Mention
from transitions.comments.operations import writing
from transitions.comments.operations.writing import ChangedMeanwhile, Said
from transitions.comments.queries.people import offered, seeing
from transitions.comments.rules.naming import NotUnderstood
from transitions.plans.models import LogEntry, Transition
from transitions.plans.operations import lifecycle
from transitions.plans.operations.items import Who
from transitions.plans.operations.locking import Refused

LATER = NOW + timedelta(minutes=10)


def mentions() -> list[tuple[str, str]]:
    """Who is mentioned, and how they were told."""
    return sorted(Mention.objects.values_list("person__full_name", "told_how"))


def test_a_comment_is_counted_and_leaves_no_entry_in_the_log(
    running: Transition, owner: User, says: Says
) -> None:
    before = LogEntry.objects.count()

    comment = says(owner, "  Who calls them? ")

    assert (comment.body, reread(running).comment_count) == ("Who calls them?", 1)
    assert LogEntry.objects.count() == before


def test_a_mention_follows_the_person_whatever_they_are_called(
    owner: User, successor: User, says: Says
) -> None:
    comment = says(owner, "Thanks @Priya Raman")

    assert comment.body == f"Thanks @[{successor.pk}]"
    assert mentions() == [("Priya Raman", "")]


def test_nobody_is_told_of_mentioning_themselves(owner: User, says: Says) -> None:
    User.objects.update(mention_mail=MentionMail.AT_ONCE)

    says(owner, "I, @Tomas Eriksen, do it")

    assert (mentions(), Message.objects.count()) == ([], 0)


def test_who_wants_it_gets_a_mail_at_once_and_can_stop_that(
    owner: User, successor: User, says: Says, agenda: Item
) -> None:
    User.objects.filter(pk=successor.pk).update(mention_mail=MentionMail.AT_ONCE)

    comment = says(owner, "Look @Priya and @Helena Brandt", agenda)

    mail = Message.objects.get()
    assert (mail.to, mail.subject) == (
        successor.email,
        "Tomas Eriksen mentioned you: Brightwater Foods",
    )
    assert "Look @Priya Raman and @Helena Brandt" in mail.body_text
    assert f"Answer on the page: http://localhost:8000{comment.get_absolute_url()}" in (
        mail.body_text
    )
    assert "/mentions/stop/" in mail.headers["List-Unsubscribe"]
    assert mentions() == [("Helena Brandt", ""), ("Priya Raman", Told.MAIL)]


def test_who_may_not_see_the_transition_is_not_mentioned(
    stranger: User, owner: User, says: Says
) -> None:
    with pytest.raises(NotUnderstood):
        says(owner, f"Hello @{stranger.full_name}")

    assert Comment.objects.count() == 0


def test_the_same_opened_form_comments_once(running: Transition, owner: User) -> None:
    key = uuid4()

    first = writing.add(running.pk, Said("Hello"), Who(owner, NOW, key))
    again = writing.add(running.pk, Said("Hello"), Who(owner, NOW, key))

    assert first == again
    with pytest.raises(SentBefore):
        writing.add(running.pk, Said("Something else"), Who(owner, NOW, key))


def test_people_comment_on_hold_and_after_the_end_and_not_once_it_is_cancelled(
    running: Transition, owner: User, lead: User, says: Says
) -> None:
    lifecycle.hold(running.pk, "They merge", by=lead, now=NOW)
    says(owner, "When do we go on?")
    lifecycle.cancel(running.pk, "It stays", by=lead, now=NOW)

    with pytest.raises(Refused, match="was cancelled"):
        says(owner, "A pity")


def test_an_author_puts_words_right_and_only_new_people_are_told(
    owner: User, successor: User, lead: User, says: Says
) -> None:
    User.objects.update(mention_mail=MentionMail.AT_ONCE)
    comment = says(owner, "Look @Priya")

    changed = writing.change(comment.pk, "Look @Priya Raman, @Helena", Who(owner, LATER), version=1)

    assert changed.body == f"Look @[{successor.pk}], @[{lead.pk}]"
    assert (changed.edited_at, changed.version) == (LATER, 2)
    assert sorted(Message.objects.values_list("to", flat=True)) == sorted(
        [successor.email, lead.email]
    )


def test_who_was_not_told_yet_is_not_told_once_their_name_is_gone(owner: User, says: Says) -> None:
    comment = says(owner, "Look @Priya")

    writing.change(comment.pk, "Look", Who(owner, LATER), version=1)

    assert mentions() == []


def test_a_comment_stays_as_it_is_after_a_quarter_of_an_hour_and_for_anybody_else(
    owner: User, lead: User, says: Says
) -> None:
    comment = says(owner, "Hello")

    with pytest.raises(Refused, match="15 minutes"):
        late = Who(owner, NOW + timedelta(minutes=15, seconds=1))
        writing.change(comment.pk, "Hi", late, version=1)
    with pytest.raises(PermissionDenied):
        writing.change(comment.pk, "Hi", Who(lead, LATER), version=1)


def test_a_change_does_not_replace_what_its_author_has_not_seen(owner: User, says: Says) -> None:
    comment = says(owner, "One")
    writing.change(comment.pk, "Two", Who(owner, LATER), version=1)

    with pytest.raises(ChangedMeanwhile):
        writing.change(comment.pk, "Three", Who(owner, LATER), version=1)


def test_who_manages_removes_the_words_and_the_log_keeps_that_and_not_them(
    running: Transition, owner: User, lead: User, says: Says, agenda: Item
) -> None:
    comment = says(owner, "Secret @Priya", agenda)

    removed = writing.remove(comment.pk, Who(lead, LATER))
    writing.remove(comment.pk, Who(lead, LATER))

    entry = running.log.get(activity__startswith="Removed")
    assert (removed.body, removed.removed_by, mentions()) == ("", lead, [])
    assert entry.activity == "Removed a comment of Tomas Eriksen on “Agree the agenda”"
    assert entry.item == agenda
    assert (entry.notes, reread(running).comment_count) == ("", 0)


def test_whoever_else_takes_part_removes_nothing(owner: User, successor: User, says: Says) -> None:
    comment = says(owner, "Hello")

    with pytest.raises(PermissionDenied):
        writing.remove(comment.pk, Who(successor, LATER))


@pytest.mark.parametrize("secret", [False, True])
def test_those_who_are_offered_are_those_who_see_the_transition(
    running: Transition, administrator: User, hr: User, reader: User, stranger: User, secret: bool
) -> None:
    make_transition()
    running.account.is_confidential = secret
    running.account.save()
    sees = Transition.objects.filter(pk=running.pk)

    expected = {one for one in User.objects.all() if sees.visible_to(one).exists()}

    assert set(seeing(running)) == expected
    assert (reader in expected, stranger in expected) == (not secret, False)


def test_people_are_offered_by_the_beginning_of_a_name_or_an_address(
    running: Transition, owner: User
) -> None:
    said = {typed: offered(running, typed, owner) for typed in ("pri", "RAM", "priya ra", "tom")}

    names = {typed: [one.inserts for one in found] for typed, found in said.items()}
    assert names == {"pri": ["@Priya Raman"], "RAM": ["@Priya Raman"],
                     "priya ra": ["@Priya Raman"], "tom": []}  # fmt: skip


def test_a_removed_comment_takes_its_mails_along_that_have_not_gone_out(
    owner: User, lead: User, says: Says
) -> None:
    User.objects.update(mention_mail=MentionMail.AT_ONCE)
    says(owner, "Another one @Priya")
    comment = says(owner, "Secret @Priya @Helena")
    out = Message.objects.get(person=lead)
    Message.objects.filter(pk=out.pk).update(state=MessageState.SENT, sent_at=LATER)

    writing.remove(comment.pk, Who(owner, LATER))

    left = Message.objects.order_by("pk").values_list("person__full_name", "state")
    assert list(left) == [("Priya Raman", "queued"), ("Helena Brandt", "sent")]
