"""Search and filters of invitations."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django_filters import CharFilter, ChoiceFilter

from accounts.people.models import Invitation, InvitationQuerySet
from accounts.people.queries.invitations import Standing, standing, that_stand
from config.lib import search
from config.lib.lists import Toolbar, selects

PER_PAGE = 50


class InvitationFilter(Toolbar[InvitationQuerySet]):
    """The toolbar of the list of invitations."""

    q = CharFilter(method="search", max_length=100)
    state = ChoiceFilter(
        choices=[(one.value, one.label) for one in Standing],
        empty_label="Any state",
        widget=selects("State"),
        method="stand",
    )

    class Meta:
        model = Invitation
        fields = ["q", "state"]

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now

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
