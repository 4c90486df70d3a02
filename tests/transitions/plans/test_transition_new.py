from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.clients.models import Account
from accounts.people.choices import Role
from accounts.people.models import Calendar, User
from checklists.library.choices import Anchor, ItemRole, TemplateState
from checklists.library.models import Template
from tests.conftest import SignIn
from tests.factories.accounts import AccountFactory, OwnershipFactory
from tests.factories.people import (
    AbsenceFactory,
    CalendarFactory,
    ClosureFactory,
    TeamFactory,
    UserFactory,
)
from tests.factories.templates import make_template, piece
from tests.factories.transitions import make_transition
from transitions.plans.models import Transition
from transitions.plans.operations import lifecycle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

NEW, PREVIEW = "/transitions/new/", "/transitions/new/preview/"
Answers = dict[str, Any]


@pytest.fixture
def template(calendar: Calendar) -> Template:
    return make_template(name="Key account")


@pytest.fixture
def answers(
    account: Account, successor: User, lead: User, calendar: Calendar, template: Template
) -> Answers:
    """A sound form: Brightwater Foods goes from Tomas to Priya."""
    return {
        "account": account.pk,
        "reason": "load",
        "client_reason": "Priya is closer to your plants.",
        "incoming": successor.pk,
        "template": template.pk,
        "starts_on": "2026-11-30",
        "owns_on": "",
        "ends_on": "",
        "calendar": calendar.pk,
        "manager": lead.pk,
        "request_key": str(uuid4()),
        "act": "start",
    }


def errors(response: Any) -> dict[str, list[str]]:
    assert response.status_code == 422
    return {name: list(map(str, said)) for name, said in response.context["form"].errors.items()}


# Who may


@pytest.mark.parametrize("role", [Role.KAM, Role.HR, Role.LEADER])
def test_only_managers_start_transitions(sign_in: SignIn, role: Role, answers: Answers) -> None:
    client = sign_in(UserFactory.create(role=role))

    replies = [client.get(NEW), client.post(NEW, answers), client.get(PREVIEW)]

    assert [reply.status_code for reply in replies] == [403, 403, 403]
    assert "Managers start transitions." in replies[0].content.decode()
    assert not Transition.objects.exists()


def test_a_strangers_account_cannot_be_preselected(
    sign_in: SignIn, account: Account, template: Template
) -> None:
    manager = UserFactory.create(role=Role.MANAGER)

    assert sign_in(manager).get(f"{NEW}?account={account.pk}").status_code == 404


def test_an_account_of_another_team_is_handed_over_by_its_manager(
    sign_in: SignIn, account: Account, successor: User, lead: User, template: Template
) -> None:
    guest = UserFactory.create(role=Role.MANAGER)
    transition = make_transition(account=account, incoming=successor, manager=lead)
    transition.team.create(role="backup", person=guest)
    account.accesses.create(person=guest)

    response = sign_in(guest).get(f"{NEW}?account={account.pk}")

    assert response.status_code == 403
    assert "Their manager starts its handover." in response.content.decode()


def test_a_strangers_account_is_refused_in_the_form(
    sign_in: SignIn, account: Account, answers: Answers
) -> None:
    manager = UserFactory.create(role=Role.MANAGER)
    AccountFactory.create(owner=manager)

    response = sign_in(manager).post(NEW, answers)

    assert errors(response)["account"] == ["You cannot hand over this account. Choose another one."]
    assert account.name not in response.content.decode()


# The page


def test_the_page_starts_with_the_next_working_day_and_the_template(
    sign_in: SignIn, lead: User, account: Account, template: Template, calendar: Calendar
) -> None:
    OwnershipFactory.create(account=account)

    response = sign_in(lead).get(f"{NEW}?account={account.pk}")

    form, page = response.context["form"], response.content.decode()
    assert {name: form.data[name] for name in ("starts_on", "owns_on", "ends_on")} == {
        "starts_on": "2026-11-25",
        "owns_on": "2027-01-04",
        "ends_on": "2027-01-18",
    }
    assert "Tomas Eriksen since 2022" in page
    assert "€3.2M a year" in page
    assert "Choose one." not in page


def test_the_calendar_is_the_one_of_the_country_of_the_account(
    sign_in: SignIn, lead: User, account: Account, template: Template
) -> None:
    CalendarFactory.create(name="Bavaria", country="DE", subdivision="BY")
    germany = CalendarFactory.create(name="Germany", country="DE")
    Account.objects.update(country="DE")

    form = sign_in(lead).get(f"{NEW}?account={account.pk}").context["form"]

    assert form.data["calendar"] == form.suggested["calendar"] == str(germany.pk)
    assert form.work_calendar.country == "DE"


def test_the_calendar_follows_the_account_until_somebody_chooses_one(
    sign_in: SignIn, lead: User, calendar: Calendar, answers: Answers
) -> None:
    germany = CalendarFactory.create(name="Germany", country="DE")
    Account.objects.update(country="DE")
    client, answers = sign_in(lead), {**answers, "suggested_calendar": calendar.pk}

    followed = client.get(PREVIEW, answers)
    chosen = client.get(PREVIEW, {**answers, "suggested_calendar": germany.pk})

    page = followed.content.decode()
    assert followed.context["form"].data["calendar"] == str(germany.pk)
    assert 'id="calendar-group" hx-swap-oob="true"' in page
    assert f'name="suggested_calendar" value="{germany.pk}"' in page
    assert chosen.context["form"].data["calendar"] == str(calendar.pk)
    assert 'id="calendar-group"' not in chosen.content.decode()


def test_before_an_account_is_chosen_the_usual_calendar_is_suggested(
    sign_in: SignIn, lead: User, account: Account, template: Template, calendar: Calendar
) -> None:
    page = sign_in(lead).get(NEW).content.decode()

    assert f'name="suggested_calendar" value="{calendar.pk}"' in page


def test_without_a_calendar_of_the_country_it_is_the_usual_one(
    sign_in: SignIn, lead: User, calendar: Calendar, answers: Answers
) -> None:
    germany = CalendarFactory.create(name="Germany", country="DE")
    Account.objects.update(country="FR")
    answers |= {"calendar": germany.pk, "suggested_calendar": germany.pk}

    form = sign_in(lead).get(PREVIEW, answers).context["form"]

    assert form.data["calendar"] == str(calendar.pk)


def test_an_account_in_transition_says_so_and_leads_there_instead_of_a_schedule(
    sign_in: SignIn, lead: User, account: Account, successor: User, template: Template
) -> None:
    running = make_transition(account=account, incoming=successor, manager=lead)

    response = sign_in(lead).get(f"{NEW}?account={account.pk}")

    page = response.content.decode()
    assert "selected>Brightwater Foods (in transition already)" in page
    assert "Brightwater Foods is in transition already." in page
    assert f'href="{running.get_absolute_url()}">Open the running handover</a>' in page
    assert response.context["preview"] is None
    assert "Create transition" not in page


def test_a_template_can_be_preselected(
    sign_in: SignIn, lead: User, account: Account, template: Template
) -> None:
    short = make_template(name="Express", items=[piece("one")])

    response = sign_in(lead).get(f"{NEW}?account={account.pk}&template={short.pk}")

    assert response.context["form"].plan.item_count == 1


@pytest.mark.parametrize("query", ["?account=abc", "?account=999999", "?template=-1"])
def test_made_up_addresses_are_not_there(
    sign_in: SignIn, lead: User, account: Account, template: Template, query: str
) -> None:
    assert sign_in(lead).get(f"{NEW}{query}").status_code == 404


def test_candidates_show_their_load_and_who_is_over_the_limit(
    sign_in: SignIn, lead: User, account: Account, successor: User, template: Template
) -> None:
    AccountFactory.create(owner=successor, effort=100)

    response = sign_in(lead).get(f"{NEW}?account={account.pk}")

    offered = response.context["candidates"]
    assert [one.person for one in offered.first] == [successor, lead]
    page = response.content.decode()
    assert 'Load 100 → <b class="t-red">110</b>' in page
    assert "10 over the limit" in page


def test_the_roomiest_of_the_own_team_come_first_and_leavers_last(
    sign_in: SignIn,
    lead: User,
    account: Account,
    successor: User,
    stranger: User,
    template: Template,
) -> None:
    leaver = UserFactory.create(team=successor.team, last_day_on=date(2027, 1, 29))
    busy = UserFactory.create(team=successor.team)
    AccountFactory.create(owner=busy, effort=50)
    UserFactory.create(team=successor.team, is_active=False)

    offered = sign_in(lead).get(f"{NEW}?account={account.pk}").context["candidates"]

    people = [one.person for one in (*offered.first, *offered.others)]
    assert people == [successor, busy, lead, stranger, leaver]


def test_without_accounts_or_templates_the_page_says_what_to_do(
    sign_in: SignIn, lead: User
) -> None:
    client = sign_in(lead)

    assert "There is no template to start from" in client.get(NEW).content.decode()
    make_template()
    assert "There is no account to hand over" in client.get(NEW).content.decode()


# Creating


def test_a_sound_form_creates_and_starts_a_transition(
    sign_in: SignIn, lead: User, answers: Answers
) -> None:
    response = sign_in(lead).post(NEW, answers, follow=True)

    made = Transition.objects.get()
    assert response.redirect_chain == [(f"/transitions/{made.pk}/", 302)]
    assert (made.state, made.incoming_id, made.manager) == ("active", answers["incoming"], lead)
    assert (made.starts_on, made.owns_on, made.ends_on) == (
        date(2026, 11, 30),
        date(2027, 1, 8),
        date(2027, 1, 21),
    )
    assert made.checklist is not None
    assert made.checklist.total == 5


def test_a_draft_waits(sign_in: SignIn, lead: User, answers: Answers) -> None:
    sign_in(lead).post(NEW, {**answers, "act": "draft"})

    made = Transition.objects.get()
    assert (made.state, made.checklist) == ("draft", None)


def test_the_same_form_sent_twice_makes_one_transition(
    sign_in: SignIn, lead: User, answers: Answers
) -> None:
    client = sign_in(lead)

    first, second = client.post(NEW, answers), client.post(NEW, answers)

    made = Transition.objects.get()
    assert [first["Location"], second["Location"]] == [made.get_absolute_url()] * 2
    assert made.log.count() == 2


def test_the_same_form_sent_for_another_account_keeps_the_answers_and_says_what_exists(
    sign_in: SignIn, lead: User, owner: User, answers: Answers
) -> None:
    client = sign_in(lead)
    client.post(NEW, answers)
    made = Transition.objects.get()
    other = {**answers, "account": AccountFactory.create(owner=owner).pk}

    refused = client.post(NEW, other)

    form, page = refused.context["form"], refused.content.decode()
    assert refused.status_code == 409
    assert form.errors["account"] == [
        "This form was sent before: the handover of Brightwater Foods to Priya Raman is active "
        f'already. <a href="{made.get_absolute_url()}">Open it</a>. Send it again to make '
        "another one."
    ]
    assert f'<a href="{made.get_absolute_url()}">Open it</a>' in page
    assert form.chosen_account.pk == other["account"]
    assert 'value="Priya is closer to your plants."' in page

    client.post(NEW, {**other, "request_key": form.data["request_key"]})

    assert Transition.objects.count() == 2


def test_a_draft_sent_again_with_other_answers_is_refused_and_leads_to_the_draft(
    sign_in: SignIn, lead: User, answers: Answers
) -> None:
    client = sign_in(lead)
    client.post(NEW, {**answers, "act": "draft"})
    draft = Transition.objects.get()

    refused = client.post(NEW, {**answers, "owns_on": "2027-01-11"})

    form = refused.context["form"]
    assert refused.status_code == 409
    assert form.errors["account"] == [
        "This form was sent before: the handover of Brightwater Foods to Priya Raman is a draft "
        f'already. <a href="{draft.get_absolute_url()}">Open it</a>.'
    ]
    assert (form.running, form.data["owns_on"]) == (draft, "2027-01-11")
    assert form.data["request_key"] != answers["request_key"]
    draft.refresh_from_db()
    assert (draft.state, draft.owns_on) == ("draft", date(2027, 1, 8))


@pytest.mark.parametrize("field", ["hr", "backup"])
def test_another_person_beside_the_two_is_another_answer(
    sign_in: SignIn, lead: User, answers: Answers, field: str
) -> None:
    client = sign_in(lead)
    client.post(NEW, answers)
    nina = UserFactory.create(full_name="Nina Roth", role=Role.HR if field == "hr" else Role.KAM)

    assert client.post(NEW, {**answers, field: nina.pk}).status_code == 409


def test_a_draft_sent_again_with_the_same_answers_starts(
    sign_in: SignIn, lead: User, answers: Answers
) -> None:
    client = sign_in(lead)
    client.post(NEW, {**answers, "act": "draft"})

    response = client.post(NEW, answers)

    made = Transition.objects.get()
    assert response["Location"] == made.get_absolute_url()
    assert made.state == "active"


def test_what_has_started_is_not_kept_as_a_draft_without_a_word(
    sign_in: SignIn, lead: User, answers: Answers
) -> None:
    client = sign_in(lead)
    client.post(NEW, answers)

    response = client.post(NEW, {**answers, "act": "draft"})

    assert response.status_code == 409
    assert "to Priya Raman is active already." in response.context["form"].errors["account"][0]


def test_after_a_cancelled_one_the_same_form_makes_another_when_it_is_sent_again(
    sign_in: SignIn, lead: User, answers: Answers
) -> None:
    client = sign_in(lead)
    client.post(NEW, answers)
    lifecycle.cancel(Transition.objects.get().pk, "They stay", by=lead, now=timezone.now())

    refused = client.post(NEW, answers)
    key = refused.context["form"].data["request_key"]
    accepted = client.post(NEW, {**answers, "request_key": key})

    assert (refused.status_code, accepted.status_code) == (409, 302)
    assert "is cancelled already." in refused.context["form"].errors["account"][0]
    assert Transition.objects.count() == 2


def test_a_form_with_mistakes_that_was_sent_before_says_both(
    sign_in: SignIn, lead: User, answers: Answers
) -> None:
    client = sign_in(lead)
    client.post(NEW, answers)

    response = client.post(NEW, {**answers, "starts_on": "2026-11-28"})

    assert response.status_code == 409
    assert {"account", "starts_on"} <= set(response.context["form"].errors)


def test_without_a_manager_the_team_lead_becomes_it(
    sign_in: SignIn, administrator: User, lead: User, answers: Answers
) -> None:
    sign_in(administrator).post(NEW, {**answers, "manager": ""})

    assert Transition.objects.get().manager == lead


def test_dates_that_somebody_typed_are_kept(sign_in: SignIn, lead: User, answers: Answers) -> None:
    days = {"owns_on": "2027-01-11", "suggested_owns_on": "2027-01-08", "ends_on": "2027-02-01"}

    sign_in(lead).post(NEW, {**answers, **days})

    made = Transition.objects.get()
    assert (made.owns_on, made.ends_on) == (date(2027, 1, 11), date(2027, 2, 1))


# Mistakes


def test_an_empty_form_says_what_is_missing(
    sign_in: SignIn, lead: User, account: Account, template: Template
) -> None:
    said = errors(sign_in(lead).post(NEW, {"act": "start"}))

    assert {name: said[name] for name in ("account", "reason", "incoming", "template")} == {
        "account": ["Choose an account."],
        "reason": ["Choose a reason."],
        "incoming": ["Choose who takes over."],
        "template": ["Choose a template."],
    }


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"starts_on": "2026-11-28"}, "starts_on", "28 November is a Saturday. "),
        (
            {"starts_on": "2026-12-08"},
            "starts_on",
            "8 December is a day off (Immaculate Conception). ",
        ),
        ({"owns_on": "2027-01-06"}, "owns_on", "6 January is a day off (Epiphany). "),
        ({"owns_on": "2026-11-20"}, "owns_on", "Must be after the start. Earliest: Tue 1 Dec."),
        ({"owns_on": "2026-11-30"}, "owns_on", "Must be after the start. Earliest: Tue 1 Dec."),
        (
            {"owns_on": "2027-01-11", "ends_on": "2027-01-04"},
            "ends_on",
            "Must not be before ownership moves. Earliest: Mon 11 Jan 2027.",
        ),
        ({"starts_on": "2036-11-28"}, "starts_on", "Choose a day within two years from today."),
        ({"starts_on": "1900-01-01"}, "starts_on", "Choose a day within two years from today."),
        ({"ends_on": "2100-01-04"}, "ends_on", "Choose a day within two years from today."),
        ({"starts_on": "soon"}, "starts_on", "This is no date."),
        ({"client_reason": "x" * 301}, "client_reason", "At most 300 characters"),
        ({"incoming": "999999"}, "incoming", "This person cannot take over accounts."),
        ({"template": "999999"}, "template", "This template is no longer in use."),
        ({"account": "999999"}, "account", "You cannot hand over this account."),
        ({"reason": "boredom"}, "reason", "Select a valid choice."),
        ({"calendar": "x"}, "calendar", "Select a valid choice."),
        ({"request_key": "again"}, "request_key", "Enter a valid UUID."),
    ],
)
def test_a_mistake_is_said_beside_the_field_and_the_answers_stay(
    sign_in: SignIn, lead: User, answers: Answers, changes: Answers, field: str, sentence: str
) -> None:
    response = sign_in(lead).post(NEW, {**answers, **changes})

    said, page = errors(response), response.content.decode()
    assert sentence in said[field][0]
    assert 'class="note-b red form-errors"' in page
    if "client_reason" not in changes:
        assert 'value="Priya is closer to your plants."' in page
    assert not Transition.objects.exists()


def test_one_sentence_about_several_days_is_said_once_with_their_names(
    sign_in: SignIn, lead: User, answers: Answers
) -> None:
    far = {"starts_on": "2100-01-04", "owns_on": "2100-02-01", "ends_on": "2100-03-01"}

    page = sign_in(lead).get(PREVIEW, {**answers, **far}).text

    sentence = "Choose a day within two years from today."
    rail = page[: page.index("#said")]
    assert f"<b>Starts, Ownership moves and Ends</b>: {sentence}" in rail
    assert rail.count(sentence) == 1


def test_an_emptied_start_says_so_beside_the_field(
    sign_in: SignIn, lead: User, answers: Answers
) -> None:
    response = sign_in(lead).get(PREVIEW, {**answers, "starts_on": ""})

    assert response.context["form"].errors == {"starts_on": ["Choose the first day."]}
    assert "<b>Starts</b>: Choose the first day." in response.text


def test_a_day_off_comes_with_a_button_that_repairs_it(
    sign_in: SignIn, lead: User, answers: Answers
) -> None:
    client = sign_in(lead)

    refused = client.post(NEW, {**answers, "starts_on": "2026-11-28"})
    repaired = client.post(
        NEW, {**answers, "starts_on": "2026-11-28", "repair": "starts_on=2026-11-30"}
    )

    assert 'name="repair" value="starts_on=2026-11-30"' in refused.content.decode()
    assert repaired.status_code == 200
    assert repaired.context["form"].data["starts_on"] == "2026-11-30"
    assert repaired.context["form"].errors == {}
    assert not Transition.objects.exists()


def test_nobody_takes_over_their_own_account(
    sign_in: SignIn, lead: User, owner: User, answers: Answers
) -> None:
    response = sign_in(lead).post(NEW, {**answers, "incoming": owner.pk})

    assert errors(response)["incoming"] == ["Tomas hands this account over. Choose someone else."]


def test_nobody_takes_over_who_leaves_before(
    sign_in: SignIn, lead: User, successor: User, answers: Answers
) -> None:
    successor.last_day_on = date(2026, 12, 18)
    successor.save()

    said = errors(sign_in(lead).post(NEW, answers))

    assert said["incoming"] == [
        "Priya leaves on Fri 18 Dec, before ownership moves. Choose someone else."
    ]


@pytest.mark.parametrize("changes", [{"is_active": False}, {"role": Role.HR}])
def test_nobody_takes_over_who_cannot_hold_accounts(
    sign_in: SignIn, lead: User, successor: User, answers: Answers, changes: Answers
) -> None:
    User.objects.filter(pk=successor.pk).update(**changes)

    said = errors(sign_in(lead).post(NEW, answers))

    assert said["incoming"] == ["This person cannot take over accounts. Choose someone else."]


def test_a_retired_template_is_refused(
    sign_in: SignIn, lead: User, template: Template, answers: Answers
) -> None:
    make_template()
    Template.objects.filter(pk=template.pk).update(state=TemplateState.RETIRED)

    said = errors(sign_in(lead).post(NEW, answers))

    assert said["template"] == ["This template is no longer in use. Choose another one."]


def test_an_account_in_transition_leads_to_that_transition(
    sign_in: SignIn, lead: User, account: Account, successor: User, answers: Answers
) -> None:
    existing = make_transition(account=account, incoming=successor, manager=lead)

    said = errors(sign_in(lead).post(NEW, answers))

    assert said["account"] == [
        "Brightwater Foods is in transition already. "
        f'<a href="/transitions/{existing.pk}/">Open it</a>'
    ]


def test_what_does_not_fit_needs_a_yes(sign_in: SignIn, lead: User, answers: Answers) -> None:
    client = sign_in(lead)
    call = piece("call", role=ItemRole.INCOMING, anchor=Anchor.OWNERSHIP, offset=3)
    short = {
        "template": make_template(items=[call]).pk, "owns_on": "2026-12-01", "ends_on": "2026-12-02"
    }  # fmt: skip

    refused = client.post(NEW, {**answers, **short})
    accepted = client.post(NEW, {**answers, **short, "start_anyway": "on"})

    assert errors(refused)["start_anyway"] == [
        "One thing does not fit. Change the dates, or tick to go on."
    ]
    page = refused.content.decode()
    assert "1.1 Call: Falls on Fri 4 Dec, after the last day" in page
    assert 'name="repair" value="ends_on=2026-12-04"' in page
    assert accepted.status_code == 302


def test_a_draft_may_be_kept_before_it_fits(sign_in: SignIn, lead: User, answers: Answers) -> None:
    short = {"owns_on": "2026-12-01", "ends_on": "2026-12-02", "act": "draft"}

    assert sign_in(lead).post(NEW, {**answers, **short}).status_code == 302


def test_two_mistakes_in_the_dates_are_said_at_once_and_the_schedule_stays(
    sign_in: SignIn, lead: User, answers: Answers
) -> None:
    wrong = {"starts_on": "2026-11-28", "owns_on": "2026-11-20"}

    response = sign_in(lead).post(NEW, {**answers, **wrong})

    said = errors(response)
    assert said["starts_on"][0].startswith("28 November is a Saturday. ")
    assert said["owns_on"] == ["Must be after the start. Earliest: Tue 1 Dec."]
    assert (
        "Shown as if it started Mon 30 Nov, ownership moved Fri 8 Jan 2027 "
        "and it ended Thu 21 Jan 2027." in response.content.decode()
    )
    assert response.context["preview"].plan.item_count == 5


def test_a_last_day_must_not_be_before_the_day_of_ownership_that_is_put_right(
    sign_in: SignIn, lead: User, answers: Answers
) -> None:
    wrong = {"owns_on": "2026-11-20", "ends_on": "2026-11-27"}

    said = errors(sign_in(lead).post(NEW, {**answers, **wrong}))

    assert said["ends_on"] == ["Must not be before ownership moves. Earliest: Tue 1 Dec."]


def test_a_date_typed_by_hand_is_not_said_to_come_from_the_template(
    sign_in: SignIn, lead: User, answers: Answers
) -> None:
    days = {"owns_on": "2027-01-11", "suggested_owns_on": "2027-01-08"}

    form = sign_in(lead).get(PREVIEW, {**answers, **days}).context["form"]

    assert form["owns_on"].help_text == "Your own date. Empty it to follow the template."
    assert form["ends_on"].help_text == "From the template. You can move it."


def test_mistakes_leave_one_by_one_while_they_are_corrected(
    sign_in: SignIn, lead: User, answers: Answers
) -> None:
    tried = {**answers, "reason": "", "incoming": "", "sent": "1"}
    tried.pop("request_key")
    tried.pop("act")

    response = sign_in(lead).get(PREVIEW, {**tried, "reason": "load"})

    assert set(response.context["form"].errors) == {"incoming"}
    page = response.content.decode()
    assert 'hx-swap-oob="innerHTML:#mistakes"' in page
    assert 'id="id_reason_notes" data-of="id_reason" hx-swap-oob="true">' in page
    assert "Choose a reason." not in page
    assert "autofocus" not in page


# Who else takes part


def test_hr_and_a_backup_join_the_team_and_hr_gets_its_items(
    sign_in: SignIn, lead: User, stranger: User, answers: Answers
) -> None:
    clerk = UserFactory.create(full_name="Nina Roth", role=Role.HR)
    answers["template"] = make_template(items=[piece("letter", role=ItemRole.HR)]).pk

    sign_in(lead).post(NEW, {**answers, "hr": clerk.pk, "backup": stranger.pk})

    made = Transition.objects.get()
    team = {member.role: member.person for member in made.team.all()}
    assert (team["hr"], team["backup"]) == (clerk, stranger)
    assert made.checklist is not None
    assert made.checklist.items.get().assignee == clerk
    assert set(made.account.accesses.values_list("person", flat=True)) >= {clerk.pk, stranger.pk}


def test_without_hr_the_page_says_who_gets_these_items(
    sign_in: SignIn, lead: User, answers: Answers
) -> None:
    page = sign_in(lead).get(PREVIEW, answers).content.decode()

    assert "Nobody: Helena gets these items." in page


@pytest.mark.parametrize(
    ("field", "sentence"),
    [
        ("hr", "Select a valid choice."),
        ("backup", "Priya is one of the two KAMs. Choose someone else."),
    ],
)
def test_a_person_who_cannot_take_that_part_is_refused(
    sign_in: SignIn, lead: User, successor: User, answers: Answers, field: str, sentence: str
) -> None:
    said = errors(sign_in(lead).post(NEW, {**answers, field: successor.pk}))

    assert said[field][0].startswith(sentence)
    assert not Transition.objects.exists()


@pytest.mark.parametrize("field", ["manager", "hr", "backup"])
def test_somebody_who_can_no_longer_sign_in_is_refused_by_name(
    sign_in: SignIn, lead: User, answers: Answers, field: str
) -> None:
    nina = UserFactory.create(full_name="Nina Roth", role=Role.MANAGER, is_active=False)

    said = errors(sign_in(lead).post(NEW, {**answers, field: nina.pk}))

    assert said[field] == ["Nina Roth can no longer sign in. Choose someone else."]
    assert not Transition.objects.exists()


# The schedule


def test_without_a_script_a_button_shows_the_schedule_and_creates_nothing(
    sign_in: SignIn, lead: User, answers: Answers
) -> None:
    answers.pop("incoming")

    response = sign_in(lead).post(NEW, {**answers, "preview": "1"})

    page = response.content.decode()
    assert response.status_code == 200
    assert "Ownership moves, Fri 8 Jan 2027" in page
    assert "Choose who takes over." not in page
    assert not Transition.objects.exists()


def test_the_preview_is_a_part_with_what_depends_on_the_answer(
    sign_in: SignIn, lead: User, successor: User, calendar: Calendar, answers: Answers
) -> None:
    AbsenceFactory.create(person=successor, starts_on=date(2027, 1, 11), ends_on=date(2027, 1, 15))
    ClosureFactory.create(
        calendar=calendar, starts_on=date(2026, 12, 24), ends_on=date(2026, 12, 31)
    )

    page = sign_in(lead).get(PREVIEW, answers, headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in page
    assert "Ownership moves to Priya, Fri 15 Jan 2027" in page
    assert "Company closure (24 – 31 Dec)" in page
    assert "Creates 5 items for Tomas and Priya" in page
    assert 'id="candidates" hx-swap-oob="true"' in page
    assert 'id="owns_on-group" hx-swap-oob="true"' in page
    assert "Priya is away" in page


def test_the_preview_leaves_alone_what_has_not_changed(
    sign_in: SignIn, lead: User, answers: Answers
) -> None:
    shown = {
        "candidates_for": answers["account"],
        "owns_on": "2027-01-08",
        "suggested_owns_on": "2027-01-08",
        "ends_on": "2027-01-29",
        "suggested_ends_on": "2027-01-21",
    }

    page = sign_in(lead).get(PREVIEW, {**answers, **shown}).content.decode()

    for part in ("candidates", "account-facts", "owns_on-group", "ends_on-group"):
        assert f'id="{part}"' not in page
    assert "Fri 29 Jan 2027" in page


def test_a_moved_start_moves_the_dates_of_the_template(
    sign_in: SignIn, lead: User, answers: Answers
) -> None:
    shown = {"owns_on": "2027-01-08", "suggested_owns_on": "2027-01-08", "starts_on": "2026-12-01"}

    page = sign_in(lead).get(PREVIEW, {**answers, **shown}).content.decode()

    assert 'name="owns_on" value="2027-01-11"' in page
    assert 'name="suggested_owns_on" value="2027-01-11"' in page


@pytest.mark.parametrize(
    "changes",
    [
        {"starts_on": ""},
        {"starts_on": "0001-01-01"},
        {"template": ""},
        {"calendar": ""},
        {"ends_on": "9999-12-31"},
    ],
)
def test_a_half_filled_form_gets_an_answer(
    sign_in: SignIn, lead: User, answers: Answers, changes: Answers
) -> None:
    response = sign_in(lead).get(PREVIEW, {**answers, **changes})

    assert response.status_code == 200
    assert "Nothing goes to the client yet." in response.content.decode()
    assert response.context["preview"] is None


@pytest.mark.parametrize("address", [NEW, PREVIEW])
def test_more_accounts_and_people_cost_no_queries(
    sign_in: SignIn, lead: User, answers: Answers, address: str
) -> None:
    client = sign_in(lead)
    client.get(address, answers)
    with CaptureQueriesContext(connection) as few:
        client.get(address, answers)
    for _ in range(3):
        AccountFactory.create(owner=UserFactory.create(team=TeamFactory.create(lead=lead)))
        make_template()

    with CaptureQueriesContext(connection) as many:
        client.get(address, answers)

    assert len(many) == len(few)
