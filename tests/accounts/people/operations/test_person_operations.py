"""A person is changed: by whom, and never over what somebody else has saved."""

from datetime import UTC, datetime

import pytest

from accounts.people.choices import Role
from accounts.people.models import Qualification, SecurityEvent, User
from accounts.people.operations import people, profile, qualifications
from accounts.people.operations.access import NobodyLeft
from accounts.people.operations.people import AddressTaken, Edit, PersonChanged
from accounts.people.queries import person as known
from accounts.people.rules import names_in
from config.lib.mail.models import Message

NOW = datetime(2026, 11, 24, 8, 12, tzinfo=UTC)


def test_a_change_writes_only_what_was_answered(owner: User, lead: User) -> None:
    User.objects.filter(pk=owner.pk).update(position="KAM", phone="1")

    people.change(owner.pk, Edit({"position": "Senior KAM"}, version(owner)), by=lead, now=NOW)

    owner.refresh_from_db()
    assert (owner.position, owner.phone) == ("Senior KAM", "1")


def test_nobody_overwrites_what_they_have_not_seen(owner: User, lead: User) -> None:
    seen = version(owner)
    people.change(owner.pk, Edit({"region": "Tyrol"}, seen), by=owner, now=NOW)

    with pytest.raises(PersonChanged) as conflict:
        people.change(owner.pk, Edit({"region": "Styria"}, seen), by=lead, now=NOW)

    owner.refresh_from_db()
    assert (conflict.value.person.region, owner.region) == ("Tyrol", "Tyrol")


def test_a_changed_skill_makes_an_open_page_stale(owner: User, lead: User) -> None:
    seen = version(owner)
    qualifications.save(owner, {"skills": ["Tenders"]})

    with pytest.raises(PersonChanged):
        people.change(owner.pk, Edit({"region": "Styria"}, seen), by=lead, now=NOW)


def test_another_role_is_kept_in_the_audit(owner: User, administrator: User) -> None:
    answers = {"role": Role.MANAGER}
    people.change(owner.pk, Edit(answers, version(owner)), by=administrator, now=NOW)

    kept = SecurityEvent.objects.get()
    assert (kept.kind, kept.person, kept.by) == ("role_changed", owner, administrator)
    assert kept.details == "Key account manager → Manager"


def test_another_address_is_kept_in_the_audit_and_told_to_the_one_before(
    owner: User, administrator: User
) -> None:
    before, answers = owner.email, {"email": "new@norvane.example"}
    people.change(owner.pk, Edit(answers, version(owner)), by=administrator, now=NOW)

    kept, mail = SecurityEvent.objects.get(), Message.objects.get()
    assert (kept.kind, kept.person, kept.by) == ("address_changed", owner, administrator)
    assert kept.details == f"{before} → new@norvane.example"
    assert mail.to == before
    assert "Your e-mail address was changed by Ada Berg." in mail.body_text
    assert "Tell an administrator at once" in mail.body_text


def test_the_same_role_is_not(owner: User, administrator: User) -> None:
    answers = {"role": Role.KAM, "region": "Tyrol"}
    people.change(owner.pk, Edit(answers, version(owner)), by=administrator, now=NOW)

    assert SecurityEvent.objects.count() == 0


def test_the_last_administrator_keeps_the_role(administrator: User) -> None:
    with pytest.raises(NobodyLeft):
        people.change(
            administrator.pk,
            Edit({"role": Role.KAM}, version(administrator)),
            by=administrator,
            now=NOW,
        )

    administrator.refresh_from_db()
    assert administrator.is_administrator


def test_an_address_belongs_to_one_person(
    owner: User, successor: User, administrator: User
) -> None:
    with pytest.raises(AddressTaken):
        people.change(
            owner.pk,
            Edit({"email": successor.email.upper()}, version(owner)),
            by=administrator,
            now=NOW,
        )

    owner.refresh_from_db()
    assert owner.email == "tomas.eriksen@norvane.example"


def test_a_person_has_each_qualification_once_in_any_case(owner: User) -> None:
    qualifications.save(owner, {"skills": names_in("Tenders, tenders,\nFleet  contracts;TENDERS")})

    assert names(owner, "skill") == ["Fleet contracts", "Tenders"]


def test_a_name_is_spelled_as_it_is_elsewhere(owner: User, successor: User) -> None:
    qualifications.save(owner, {"languages": ["English"]})

    qualifications.save(successor, {"languages": ["english", "GERMAN"]})

    assert names(successor, "language") == ["English", "GERMAN"]


def test_what_is_not_answered_stays(owner: User) -> None:
    qualifications.save(owner, {"skills": ["Tenders"], "languages": ["German"]})

    qualifications.save(owner, {"skills": ["Networks"]})

    assert (names(owner, "skill"), names(owner, "language")) == (["Networks"], ["German"])


def test_a_profile_keeps_qualifications_beside_fields(owner: User) -> None:
    profile.change(owner, {"region": "Tyrol", "industries": ["Food"], "skills": []})

    owner.refresh_from_db()
    assert (owner.region, names(owner, "industry")) == ("Tyrol", ["Food"])


def version(person: User) -> str:
    return known.version(User.objects.get(pk=person.pk))


def names(person: User, kind: str) -> list[str]:
    rows = Qualification.objects.filter(person=person, kind=kind)
    return sorted(rows.values_list("name", flat=True))
