"""Which rows and fields are kept when they change, and whom they are about."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Field, Model

from accounts.audit.choices import Subject
from accounts.clients.models import Access, Account, Contact
from accounts.people.models import Absence, Calendar, Closure, Qualification, Team, User
from accounts.profile.models import (
    Commitment,
    ConfidentialSection,
    Contract,
    Document,
    Event,
    Interaction,
    OnePerAccount,
    Opportunity,
    Preferences,
    Project,
    Rapport,
    Record,
    Situation,
    Swot,
    SystemAccess,
    YearlyRevenue,
)
from accounts.profile.queries.kinds import PROFILE
from accounts.strategy.models import (
    Action,
    Diagnosis,
    Favour,
    Frame,
    Goal,
    KeyCheck,
    Measure,
    Reading,
    Resource,
    Worth,
)
from accounts.strategy.queries.kinds import PLAN

OF_PROFILE: Mapping[type[Record | OnePerAccount], Subject] = {
    Event: Subject.EVENT,
    YearlyRevenue: Subject.REVENUE,
    Interaction: Subject.INTERACTION,
    Contract: Subject.CONTRACT,
    Project: Subject.PROJECT,
    Preferences: Subject.PREFERENCES,
    Opportunity: Subject.OPPORTUNITY,
    Commitment: Subject.COMMITMENT,
    Swot: Subject.SWOT,
    Situation: Subject.SITUATION,
    Document: Subject.DOCUMENT,
    SystemAccess: Subject.SYSTEM,
}
OF_PLAN: Mapping[type[Record | OnePerAccount], Subject] = {
    Frame: Subject.FRAME,
    KeyCheck: Subject.KEY_CHECK,
    Worth: Subject.WORTH,
    Diagnosis: Subject.DIAGNOSIS,
    Goal: Subject.GOAL,
    Action: Subject.ACTION,
    Measure: Subject.MEASURE,
    Reading: Subject.READING,
    Resource: Subject.RESOURCE,
    Favour: Subject.FAVOUR,
}
OF_BOOKS = {**OF_PROFILE, **OF_PLAN}
BOOKS = {one.name: one for one in (PROFILE, PLAN)}
OF_FORMS = {"id", "account", "request_key", "version", "updated_at", "updated_by"}
OF_FILES = {"file", "file_size", "media_type"}
INTERNAL: Mapping[type[Model], set[str]] = {
    Account: {"id", "is_changing_hands", "version", "created_at", "updated_at"},
    Contact: OF_FORMS,
    User: {"id", "password", "last_login", "theme", "date_joined"},
    Absence: {"id", "person"},
    Qualification: {"id", "person"},
    Team: {"id"},
    Access: {"id", "account", "person"},
    Calendar: {"id"},
    Closure: {"id", "calendar"},
    Rapport: {"id", "contact", "judged_at"},
    ConfidentialSection: {"id", "account", "book", "section", "said_by", "said_at"},
    **{
        model: (OF_FORMS | OF_FILES) & {field.name for field in model._meta.concrete_fields}
        for model in OF_BOOKS
    },
}
"""Fields that are not kept: secrets, numbers of versions, when somebody signed in, colours. Who
owns an account is kept as a field of that, so what `Ownership` says of the same day is not.
"""
CALLED = {
    "is_active": "Can sign in",
    "digest_rhythm": "Digest",
    "digest_at": "Digest at",
    "reports_to": "Reports to",
    "is_confidential": "Confidential",
    "reads_confidential": "Reads what is confidential",
    "is_default": "Default",
}
"""Fields whose name says less than it might."""


@dataclass(frozen=True, slots=True)
class About:
    """Whose change it is: an account or a person, or neither, and how they are called."""

    name: str
    account: int | None = None
    person: int | None = None
    thing: str = ""


@dataclass(frozen=True, slots=True)
class Audited:
    """A kind of row whose changes are kept.

    What an account has once has no name: where `is_one` is true, its first values are kept field by
    field.
    """

    model: type[Model]
    subject: Subject
    about: Callable[[Any], About]
    is_one: bool = False

    @property
    def fields(self) -> tuple[Field[Any, Any], ...]:
        left_out = INTERNAL[self.model]
        return tuple(
            field for field in self.model._meta.concrete_fields if field.name not in left_out
        )

    def what(self, field: Field[Any, Any]) -> str:
        """By which a changed field is looked for: “account.tier”."""
        return f"{self.subject.value}.{field.name}"


def _of_book(row: Record | OnePerAccount) -> About:
    is_one = isinstance(row, OnePerAccount)
    return About(row.account.name, account=row.account_id, thing="" if is_one else str(row))


def _of_rapport(row: Rapport) -> About:
    account = row.contact.account
    return About(account.name, account=account.pk, thing=f"{row.person}, {row.contact}")


def _of_level(row: ConfidentialSection) -> About:
    return About(row.account.name, account=row.account_id, thing=title_of(row))


def title_of(row: ConfidentialSection) -> str:
    """What a section is called that somebody made confidential: “Plan: Goals”."""
    page = BOOKS[row.book]
    section = page.by_name.get(row.section)
    return f"{page.title}: {section.title if section else row.section}"


def _of_itself(row: Team | Calendar) -> About:
    return About(row.name)


AUDITED = (
    Audited(Account, Subject.ACCOUNT, lambda row: About(row.name, account=row.pk)),
    Audited(
        Contact,
        Subject.CONTACT,
        lambda row: About(row.account.name, account=row.account_id, thing=row.name),
    ),
    Audited(User, Subject.PERSON, lambda row: About(row.full_name, person=row.pk)),
    Audited(
        Absence,
        Subject.ABSENCE,
        lambda row: About(row.person.full_name, person=row.person_id),
    ),
    Audited(
        Qualification,
        Subject.QUALIFICATION,
        lambda row: About(row.person.full_name, person=row.person_id),
    ),
    Audited(Team, Subject.TEAM, _of_itself),
    Audited(
        Access,
        Subject.ACCESS,
        lambda row: About(row.account.name, account=row.account_id, thing=row.person.full_name),
    ),
    Audited(Calendar, Subject.CALENDAR, _of_itself),
    Audited(Closure, Subject.CLOSURE, lambda row: About(row.calendar.name, thing=row.reason)),
    Audited(Rapport, Subject.RAPPORT, _of_rapport),
    Audited(ConfidentialSection, Subject.LEVEL, _of_level),
    *(
        Audited(model, subject, _of_book, is_one=issubclass(model, OnePerAccount))
        for model, subject in OF_BOOKS.items()
    ),
)
BY_MODEL: Mapping[type[Model], Audited] = {kind.model: kind for kind in AUDITED}


def called(field: Field[Any, Any]) -> str:
    """What a field is called, with a capital."""
    name = CALLED.get(field.name) or str(field.verbose_name)
    return f"{name[:1].upper()}{name[1:]}"


def labels(subjects: Sequence[Subject], plain: Subject | None = None) -> dict[str, str]:
    """What can have changed of these subjects, by its key: “Contact”, “Contact: Position”.

    The fields of the `plain` one, which a page is about, need no name before them.
    """
    found: dict[str, str] = {}
    for kind in AUDITED:
        if kind.subject not in subjects:
            continue
        found[kind.subject.value] = str(kind.subject.label)
        for field in kind.fields:
            before = "" if kind.subject == plain else f"{kind.subject.label}: "
            found[kind.what(field)] = f"{before}{called(field)}"
    return found
