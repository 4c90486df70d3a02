"""Search, filters, order and file of the list of invitations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django_filters import CharFilter, ChoiceFilter

from accounts.people.choices import Role
from accounts.people.models import Invitation, InvitationQuerySet
from accounts.people.queries.invitations import Standing, standing, that_stand
from config.lib import search
from config.lib.lists import Column, Moment, Reads, SortedToolbar, empty_last, selects

PER_PAGE = 50
COLUMNS = (
    Column("Who", "name"),
    Column("Role", "role"),
    Column("Team", "team"),
    Column("State"),
    Column("Sent", "sent", starts_down=True),
)


class InvitationFilter(SortedToolbar[InvitationQuerySet]):
    """The toolbar of the list of invitations.

    Args:
        roles: in which somebody may be invited by whoever looks.
    """

    columns, usual_sort, ties = COLUMNS, "-sent", ("-invited_at", "-pk")
    sorts: ClassVar = {
        "name": "full_name",
        "role": "role",
        "team": empty_last("team__name"),
        "sent": "invited_at",
    }

    q = CharFilter(method="search", max_length=100)
    state = ChoiceFilter(
        choices=[(one.value, one.label) for one in Standing],
        empty_label="Any state",
        widget=selects("State"),
        method="stand",
    )
    role = ChoiceFilter(empty_label="Any role", widget=selects("Role"))

    def __init__(
        self,
        data: QueryDict,
        queryset: InvitationQuerySet,
        *,
        roles: Sequence[Role],
        now: datetime,
    ) -> None:
        super().__init__(data, queryset)
        self.filters["role"].extra["choices"] = [(role.value, role.label) for role in roles]
        self.now = now

    @property
    def file_columns(self) -> Reads:
        """What a file gets of an invitation: never the key, which is in the link."""
        return (
            ("Name", lambda one: one.full_name),
            ("E-mail", lambda one: one.email),
            ("Role", lambda one: one.get_role_display()),
            ("Team", lambda one: one.team.name if one.team else ""),
            ("State", lambda one: standing(one, self.now).label),
            ("Sent at", Moment(lambda one: one.invited_at)),
            ("Sent by", lambda one: one.invited_by.full_name),
            ("Works until", Moment(lambda one: one.expires_at)),
            ("Accepted at", Moment(lambda one: one.accepted_at)),
            ("Withdrawn at", Moment(lambda one: one.withdrawn_at)),
        )

    def page(self, number: str | None) -> Page[Invitation]:
        """One page of what was asked for; each row knows how it stands."""
        page: Page[Invitation] = Paginator(self.found, PER_PAGE).get_page(number)
        for invitation in page.object_list:
            invitation.standing = standing(invitation, self.now)  # type: ignore[attr-defined]
        return page

    def search(self, found: InvitationQuerySet, name: str, value: str) -> InvitationQuerySet:
        return found.filter(
            search.every_word(value, lambda word: search.within(word, "full_name", "email"))
        )

    def stand(self, found: InvitationQuerySet, name: str, value: str) -> InvitationQuerySet:
        return that_stand(found, Standing(value), self.now)
