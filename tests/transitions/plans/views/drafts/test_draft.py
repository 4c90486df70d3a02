"""A draft is changed whole before it starts, on the page of a new transition."""

from datetime import date
from typing import Any

import pytest

from accounts.clients.models import Access
from accounts.people.choices import Role
from accounts.people.models import User
from checklists.library.choices import TemplateState
from checklists.library.models import Template
from tests.conftest import SignIn
from tests.factories.people import UserFactory
from tests.factories.templates import make_template
from tests.support.drafts import redraft
from transitions.plans.choices import LogKind
from transitions.plans.models import Transition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
PREVIEW = "/transitions/new/preview/"


def test_the_page_opens_with_what_the_draft_says(
    sign_in: SignIn, lead: User, draft: Transition, address: str
) -> None:
    Template.objects.filter(pk=draft.template_id).update(state=TemplateState.RETIRED)

    response = sign_in(lead).get(address)

    form, page = response.context["form"], response.content.decode()
    assert response.status_code == 200
    assert form.errors == {}
    assert form.holders["incoming"] == draft.incoming
    assert form.plan.frame.owns_on == date(2027, 1, 11)
    assert f'action="{address}"' in page
    assert f'value="{draft.template_id}" checked' in page
    assert "Save and start" in page


def test_a_draft_says_that_it_starts_from_a_version_that_was_retired(
    sign_in: SignIn, lead: User, draft: Transition
) -> None:
    before = sign_in(lead).get(draft.get_absolute_url()).text
    Template.objects.filter(pk=draft.template_id).update(state=TemplateState.RETIRED)

    after = sign_in(lead).get(draft.get_absolute_url()).text

    said = f"Version 1 of {draft.template.name} was retired after this draft was planned."
    assert [said in page for page in (before, after)] == [False, True]


def test_a_draft_is_changed_whole_and_the_log_says_what(
    sign_in: SignIn,
    lead: User,
    draft: Transition,
    address: str,
    answers: dict[str, Any],
    stranger: User,
) -> None:
    clerk = UserFactory.create(full_name="Nina Roth", role=Role.HR)
    template = make_template(name="Key account")
    changes = {
        "incoming": stranger.pk,
        "template": template.pk,
        "starts_on": "2026-12-01",
        "hr": clerk.pk,
    }

    response = sign_in(lead).post(address, answers | changes)

    draft.refresh_from_db()
    team = {member.role: member.person for member in draft.team.all()}
    assert response["Location"] == draft.get_absolute_url()
    assert (draft.state, draft.starts_on) == ("draft", date(2026, 12, 1))
    assert (draft.incoming, draft.template) == (stranger, template)
    assert (team["incoming"], team["hr"]) == (stranger, clerk)
    assert Access.objects.filter(account=draft.account_id, person=clerk).exists()
    assert draft.log.latest("pk").activity == (
        "Changed the incoming KAM, the template, the start and the person from HR"
    )


def test_a_role_of_a_draft_can_be_emptied_again(
    sign_in: SignIn, lead: User, draft: Transition, address: str, stranger: User
) -> None:
    draft.team.create(role="backup", person=stranger)
    client = sign_in(lead)
    form = client.get(address).context["form"]
    answers = {name: form.data.get(name, "") for name in form.fields} | {"act": "draft"}

    client.post(address, answers | {"backup": ""})

    assert answers["backup"] == str(stranger.pk)
    assert not draft.team.filter(role="backup").exists()
    assert draft.log.latest("pk").activity == "Changed the backup"


@pytest.mark.parametrize(
    ("names", "said", "kind"),
    [
        (["backup", "incoming"], "the incoming KAM and the backup", LogKind.TEAM),
        (["client_reason"], "what the client will read", LogKind.WORDS),
        (["client_reason", "backup"], "what the client will read and the backup", LogKind.TEAM),
        (["ends_on", "backup"], "the last day and the backup", LogKind.DATES),
    ],
)
def test_a_change_of_a_draft_is_filed_by_what_changed(
    draft: Transition, lead: User, stranger: User, names: list[str], said: str, kind: LogKind
) -> None:
    other = {
        "backup": UserFactory.create(),
        "incoming": stranger,
        "client_reason": "Tomas moves to Oslo",
        "ends_on": date(2027, 2, 1),
    }

    redraft(draft, by=lead, **{name: other[name] for name in names})

    entry = draft.log.latest("pk")
    assert (entry.activity, entry.kind) == (f"Changed {said}", kind)


def test_a_draft_that_says_the_same_leaves_no_entry(
    sign_in: SignIn, lead: User, draft: Transition, address: str, answers: dict[str, Any]
) -> None:
    sign_in(lead).post(address, answers)

    version = draft.version
    draft.refresh_from_db()
    assert draft.version == version
    assert draft.log.count() == 1


def test_a_draft_can_be_saved_and_started(
    sign_in: SignIn, lead: User, draft: Transition, address: str, answers: dict[str, Any]
) -> None:
    changes = {"ends_on": "2027-02-01", "act": "start"}

    sign_in(lead).post(address, answers | changes)

    draft.refresh_from_db()
    assert (draft.state, draft.ends_on) == ("active", date(2027, 2, 1))


def test_what_cannot_start_is_not_saved_either(
    sign_in: SignIn, administrator: User, lead: User, draft: Transition, address: str,
    answers: dict[str, Any],
) -> None:  # fmt: skip
    User.objects.filter(pk=lead.pk).update(is_active=False)

    response = sign_in(administrator).post(address, answers | {"act": "start"})

    draft.refresh_from_db()
    assert response.status_code == 422
    assert response.context["form"].errors["manager"] == [
        "Helena Brandt can no longer sign in. Choose someone else."
    ]
    assert draft.state == "draft"


def test_days_of_the_template_follow_it_on(
    sign_in: SignIn, lead: User, draft: Transition, address: str
) -> None:
    client = sign_in(lead)
    draft.owns_on = client.get(address, {}).context["form"]._owns_after(draft.starts_on)
    draft.save()
    opened = client.get(address).context["form"]
    said = {name: opened.data.get(name, "") for name in opened.fields}
    kept = {f"suggested_{name}": day for name, day in opened.suggested.items()}

    asked = {**said, **kept, "draft": draft.pk, "starts_on": "2026-12-07"}
    shown = client.get(PREVIEW, asked).context["form"]

    assert opened["owns_on"].help_text == "From the template. You can move it."
    assert shown.cleaned_data["owns_on"] == shown._owns_after(date(2026, 12, 7))


def test_mistakes_stay_on_the_page(
    sign_in: SignIn, lead: User, draft: Transition, address: str, answers: dict[str, Any]
) -> None:
    response = sign_in(lead).post(address, answers | {"starts_on": "2026-11-28"})

    assert response.status_code == 422
    assert "28 November is a Saturday." in str(response.context["form"].errors["starts_on"])


def test_the_schedule_follows_the_answers_of_a_draft(
    sign_in: SignIn, lead: User, stranger: User, draft: Transition, answers: dict[str, Any]
) -> None:
    asked = {**answers, "draft": draft.pk, "candidates_for": draft.account_id}

    shown = sign_in(lead).get(PREVIEW, asked)
    strange = sign_in(UserFactory.create(role=Role.MANAGER)).get(PREVIEW, asked)

    assert shown.context["preview"].plan.item_count == 8
    assert shown.context["form"].errors == {}
    assert strange.status_code == 404


def test_only_who_manages_a_draft_changes_its_plan(
    sign_in: SignIn, successor: User, stranger: User, address: str, answers: dict[str, Any]
) -> None:
    assert sign_in(successor).post(address, answers).status_code == 403
    assert sign_in(stranger).post(address, answers).status_code == 404


def test_a_draft_leads_to_its_plan(sign_in: SignIn, lead: User, draft: Transition) -> None:
    page = sign_in(lead).get(draft.get_absolute_url()).content.decode()

    assert f'href="{draft.get_absolute_url()}draft/"' in page
