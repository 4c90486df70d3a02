"""What can be brought in: a definition for each kind of row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Model

from accounts.clients.models import Account, Contact
from accounts.exchange.choices import Kind
from accounts.people.models import User
from accounts.profile.models import Commitment, Contract, Interaction, Opportunity

PERSON, PERSON_ID, ACCOUNT, ACCOUNT_ID, CONTACT, CONTACT_ID, TEAM, ID, PART = (
    "person", "person id", "account", "account id", "contact", "contact id", "team", "id", "part",
)  # fmt: skip
"""What a column is where it is no plain field: it names another row, or is a part of a field."""


@dataclass(frozen=True, slots=True)
class Column:
    """Something that a column of a file can fill.

    `refers` says which other row it names; `of` is the field of the row that is filled.
    """

    name: str
    label: str
    refers: str = ""
    of: str = ""

    @property
    def target(self) -> str:
        return self.of or self.name


@dataclass(frozen=True)
class Definition:
    """A kind of row: its model, what fills it, and what it cannot be without.

    `needs` are groups of columns; of each group one has to be chosen. A row is `called` by the
    first of these fields that it has. It stands in a `section` of the profile of its account.
    """

    kind: Kind
    model: type[Model]
    fields: tuple[Column, ...]
    needs: tuple[tuple[str, ...], ...]
    found_by: str
    called: tuple[str, ...] = ("name",)
    section: str = ""

    @cached_property
    def by_name(self) -> Mapping[str, Column]:
        return {column.name: column for column in self.fields}

    @cached_property
    def own_heads(self) -> Mapping[str, str]:
        """What our own tables call their columns, by name, “external_id” or “External ID”, and by
        label.
        """
        names = {column.name: column.name for column in self.fields}
        names |= {name.replace("_", " "): name for name in names}
        return names | {column.label.lower(): column.name for column in self.fields}

    def missing(self, chosen: Mapping[str, Any]) -> list[str]:
        """What is still needed, by its label."""
        return [
            " or ".join(self.by_name[name].label for name in group)
            for group in self.needs
            if not any(name in chosen for name in group)
        ]


EXTERNAL = Column("external_id", "Id in the other system", ID)
OF_ACCOUNT = (
    Column("account", "Account", ACCOUNT),
    Column("account_id", "Id of the account in the other system", ACCOUNT_ID, "account"),
)
OF_PERSON = (
    Column("person", "Who of ours", PERSON),
    Column("person_id", "Id of who of ours in the other system", PERSON_ID, "person"),
)
NAMES = (
    Column("first_name", "First name", PART, "name"),
    Column("last_name", "Last name", PART, "name"),
)


def _plain(model: type[Model], *names: str) -> tuple[Column, ...]:
    """Columns for fields of a model, called as the model calls them."""
    found = []
    for name in names:
        label = str(model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        found.append(Column(name, f"{label[:1].upper()}{label[1:]}"))
    return tuple(found)


KINDS: Mapping[Kind, Definition] = {
    one.kind: one
    for one in (
        Definition(
            Kind.ACCOUNTS,
            Account,
            (
                EXTERNAL,
                *_plain(Account, "name"),
                Column("owner", "Owner", PERSON),
                Column("owner_id", "Id of the owner in the other system", PERSON_ID, "owner"),
                *_plain(Account, "tier", "is_confidential", "annual_revenue", "currency"),
                *_plain(Account, "effort", "client_since_on", "industry", "industry_position"),
                *_plain(Account, "line_of_business", "region", "country", "address"),
                Column("street", "Street", PART, "address"),
                Column("postal_code", "Postal code", PART, "address"),
                Column("city", "City", PART, "address"),
                *_plain(Account, "phone", "website", "developments", "why_here"),
            ),
            (("name",),),
            "name",
        ),
        Definition(
            Kind.CONTACTS,
            Contact,
            (
                EXTERNAL,
                *OF_ACCOUNT,
                *_plain(Contact, "name"),
                *NAMES,
                *_plain(Contact, "position", "email", "phone", "preferred_channel", "best_time"),
                *_plain(Contact, "influence", "decision_role", "relationship", "loyalty"),
                *_plain(Contact, "stance", "notes"),
            ),
            (("account", "account_id"), ("name", "last_name")),
            "account and e-mail address, or the name where there is none",
            section="people",
        ),
        Definition(
            Kind.CONTRACTS,
            Contract,
            (
                EXTERNAL,
                *OF_ACCOUNT,
                *_plain(Contract, "title", "number", "yearly_value", "starts_on", "expires_on"),
                *_plain(Contract, "notice_months", "renewal", "service_level", "last_reading"),
                *_plain(Contract, "notes"),
            ),
            (("account", "account_id"), ("title", "number")),
            "account and number, or the title where there is none",
            ("title", "number"),
            "contracts",
        ),
        Definition(
            Kind.OPPORTUNITIES,
            Opportunity,
            (
                EXTERNAL,
                *OF_ACCOUNT,
                *_plain(Opportunity, "title", "company", "value", "stage", "strategy"),
                *_plain(Opportunity, "next_step", "next_on"),
                *OF_PERSON,
            ),
            (("account", "account_id"), ("title",)),
            "account and title",
            ("title",),
            "pipeline",
        ),
        Definition(
            Kind.INTERACTIONS,
            Interaction,
            (
                EXTERNAL,
                *OF_ACCOUNT,
                *_plain(Interaction, "held_on", "channel"),
                Column("subject", "Subject", PART, "summary"),
                *_plain(Interaction, "summary"),
                Column("contact", "With whom at the account", CONTACT),
                *OF_PERSON,
            ),
            (("account", "account_id"), ("held_on",), ("channel",), ("summary", "subject")),
            "account, day, channel and summary",
            ("summary",),
            "history",
        ),
        Definition(
            Kind.COMMITMENTS,
            Commitment,
            (
                EXTERNAL,
                *OF_ACCOUNT,
                *_plain(Commitment, "promise"),
                Column("made_by", "Promised by", PERSON),
                Column(
                    "made_by_id", "Id of who promised it in the other system", PERSON_ID, "made_by"
                ),
                *_plain(Commitment, "made_on"),
                Column("contact", "Promised to", CONTACT),
                Column(
                    "contact_id", "Id of the contact in the other system", CONTACT_ID, "contact"
                ),
                *_plain(Commitment, "source", "due_on", "value", "level"),
                *_plain(Commitment, "state", "settled_on", "outcome"),
            ),
            (("account", "account_id"), ("promise",)),
            "account, what was promised, and its day where the row has one",
            ("promise",),
            "commitments",
        ),
        Definition(
            Kind.PEOPLE,
            User,
            (
                EXTERNAL,
                *_plain(User, "full_name"),
                Column("first_name", "First name", PART, "full_name"),
                Column("last_name", "Last name", PART, "full_name"),
                *_plain(User, "email", "role"),
                Column("team", "Team", TEAM),
                *_plain(User, "position", "phone", "region", "country", "time_zone"),
                *_plain(User, "last_day_on", "capacity"),
            ),
            (("email",), ("full_name", "last_name")),
            "e-mail address",
            ("full_name", "email"),
        ),
    )
}
