"""The mentions of a person, and how they want to be told of them."""

from __future__ import annotations

from django.test import Client

from accounts.audit.models import FieldChange
from accounts.people.choices import MentionMail, Rhythm
from accounts.people.models import User
from checklists.runs.models import Item
from tests.conftest import SignIn
from tests.support.profiles import OWN
from tests.transitions.comments.conftest import HTMX, Says
from transitions.comments.models import Mention
from transitions.comments.rules.stopping import link_for
from transitions.plans.models import TeamMember, Transition


def test_my_work_asks_how_many_mentions_are_new_and_a_visit_reads_them(
    running: Transition, owner: User, successor: User, says: Says, sign_in: SignIn
) -> None:
    comment = says(owner, "Look @Priya")
    client = sign_in(successor)

    before = client.get("/mentions/unread/", headers=HTMX).text
    client.get(comment.get_absolute_url(), follow=True)
    after = client.get("/mentions/unread/", headers=HTMX).text

    assert 'hx-get="/mentions/unread/"' in client.get("/my-work/").text
    assert ("1<span" in before, "not read" in after) == (True, False)


def test_mentions_are_found_by_words_and_by_whether_they_were_read(
    owner: User, successor: User, says: Says, sign_in: SignIn
) -> None:
    says(owner, "One @Priya")
    Mention.objects.update(read_at="2026-11-24T08:00Z")
    says(owner, "Two @Priya")
    client = sign_in(successor)

    asked = ["", "?q=tomas+one", "?q=brightwater+agenda", "?state=unread", "?state=nonsense"]
    pages = {query: client.get(f"/mentions/{query}").context["rows"] for query in asked}

    assert {query: [row.words for row in rows] for query, rows in pages.items()} == {
        "": ["Two @Priya Raman", "One @Priya Raman"],
        "?q=tomas+one": ["One @Priya Raman"],
        "?q=brightwater+agenda": [],
        "?state=unread": ["Two @Priya Raman"],
        "?state=nonsense": [],
    }


def test_all_are_marked_as_read_and_those_of_others_stay(
    owner: User, successor: User, says: Says, sign_in: SignIn
) -> None:
    says(owner, "@Priya @Helena")

    sign_in(successor).post("/mentions/read/")

    assert Mention.objects.unread().get().person.first_name == "Helena"


def test_who_may_not_see_the_transition_any_more_has_no_mention_of_it(
    running: Transition, owner: User, hr: User, says: Says, sign_in: SignIn
) -> None:
    member = TeamMember.objects.create(transition=running, role="hr", person=hr)
    says(owner, "@Ruth look")
    client = sign_in(hr)
    before = len(client.get("/mentions/").context["rows"])
    member.delete()

    assert (before, client.get("/mentions/").context["rows"]) == (1, [])


def test_one_click_stops_the_mails_at_once(successor: User, sign_in: SignIn) -> None:
    User.objects.filter(pk=successor.pk).update(mention_mail=MentionMail.AT_ONCE)
    visitor = sign_in(successor)
    link = link_for(successor.pk)

    asked, done = visitor.get(link), visitor.post(link)
    bad = visitor.get("/mentions/stop/nonsense/")

    successor.refresh_from_db()
    assert (asked.status_code, done.status_code, bad.status_code) == (200, 200, 404)
    assert "No mail at once any more?" in asked.text
    assert successor.mention_mail == MentionMail.DIGEST


def test_a_person_chooses_mails_at_once_and_is_warned_without_digests(
    successor: User, sign_in: SignIn
) -> None:
    client = sign_in(successor)
    answers = {**OWN, "theme": "auto", "digest_rhythm": "weekdays", "digest_at": "07:30"}
    told_before = "You get no digest" in client.get("/profile/").text

    client.post("/profile/", {**answers, "mention_mail": "at_once"})
    successor.refresh_from_db()
    chosen = successor.mention_mail
    client.post("/profile/", answers)  # a page that does not ask leaves it
    User.objects.update(digest_rhythm=Rhythm.OFF)

    successor.refresh_from_db()
    assert (chosen, successor.mention_mail) == (MentionMail.AT_ONCE, MentionMail.AT_ONCE)
    assert (told_before, "You get no digest" in client.get("/profile/").text) == (False, True)


def test_mentions_are_found_by_the_names_they_show_and_by_no_number_of_a_person(
    owner: User, successor: User, lead: User, says: Says, sign_in: SignIn
) -> None:
    pk = lead.pk
    says(owner, "Look @Priya and @Helena")
    says(owner, f"Call {pk} people @Priya")
    client = sign_in(successor)

    asked = ["helena", "@Helena", f"{pk}", f"[{pk}]", f"@[{pk}", f"{successor.pk}]"]
    pages = {said: client.get("/mentions/", {"q": said}).context["rows"] for said in asked}

    assert {said: [row.words for row in rows] for said, rows in pages.items()} == {
        "helena": ["Look @Priya Raman and @Helena Brandt"],
        "@Helena": ["Look @Priya Raman and @Helena Brandt"],
        f"{pk}": [f"Call {pk} people @Priya Raman"],
        f"[{pk}]": [],
        f"@[{pk}": [],
        f"{successor.pk}]": [],
    }


def test_who_asks_for_the_head_of_a_page_alone_has_read_nothing(
    running: Transition, owner: User, successor: User, says: Says, sign_in: SignIn, agenda: Item
) -> None:
    says(owner, "Look @Priya", agenda)
    client = sign_in(successor)

    for place in ("", f"items/{agenda.pk}/"):
        client.head(f"/transitions/{running.pk}/{place}comments/")

    assert Mention.objects.unread().count() == 1


def test_the_link_in_a_mail_is_kept_as_the_change_of_its_person(successor: User) -> None:
    User.objects.filter(pk=successor.pk).update(mention_mail=MentionMail.AT_ONCE)

    Client().post(link_for(successor.pk))

    change = FieldChange.objects.get(what="person.mention_mail")
    assert change.by == successor
