"""Search and filters of invitations."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django_filters import CharFilter, ChoiceFilter, FilterSet

from accounts.people.models import Invitation, InvitationQuerySet
from accounts.people.queries.invitations import Standing, standing, that_stand
from config.lib import search
from config.lib.lists import selects, unknown_said

PER_PAGE = 50


class InvitationFilter(FilterSet):
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

    @property
    def asked(self) -> dict[str, Any]:
        """What the person asked for; an answer that does not exist counts, too."""
        self.form.is_valid()
        answers = {name: value for name, value in self.form.cleaned_data.items() if value}
        return answers or dict(self.form.errors)

    @property
    def unknown(self) -> list[str]:
        """Each answer that does not exist, in a sentence."""
        return unknown_said(self)

    def page(self, number: str | None) -> Page[Invitation]:
        """One page of what was asked for; each row knows how it stands."""
        found = self.qs if self.form.is_valid() else self.queryset.none()
        page: Page[Invitation] = Paginator(found, PER_PAGE).get_page(number)
        for invitation in page.object_list:
            invitation.standing = standing(invitation, self.now)  # type: ignore[attr-defined]
        return page

    def search(self, found: InvitationQuerySet, name: str, value: str) -> InvitationQuerySet:
        return found.filter(
            search.every_word(value, lambda word: search.within(word, "full_name", "email"))
        )

    def stand(self, found: InvitationQuerySet, name: str, value: str) -> InvitationQuerySet:
        return that_stand(found, Standing(value), self.now)
