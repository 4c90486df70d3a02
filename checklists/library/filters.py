"""Search, filters, order and file of the list of templates."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.core.paginator import Page, Paginator
from django.db.models import F
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django_filters import CharFilter, ChoiceFilter

from checklists.library.choices import Origin, TemplateState
from checklists.library.models import Template, TemplateQuerySet
from checklists.library.queries.shelf import TemplateCard, cards
from config.lib.lists import Column, Moment, Reads, SortedToolbar, selects
from config.lib.search import every_word, within

PER_PAGE = 50
SORTS = [
    ("name", "By name"),
    ("-edited", "Edited last"),
    ("-items", "Most items"),
    ("-days", "Longest"),
]
STATES = [
    (TemplateState.PUBLISHED.value, "Published"),
    (TemplateState.DRAFT.value, "Drafts"),
    (TemplateState.RETIRED.value, "Retired"),
    ("all", "All versions"),
]
FILE: Reads = (
    ("Template", lambda template: template.name),
    ("Version", lambda template: template.version),
    ("State", lambda template: template.standing),
    ("Working days", lambda template: template.days),
    ("Items", lambda template: template.item_count),
    ("Origin", lambda template: template.get_origin_display()),
    ("Summary", lambda template: template.summary),
    ("Edited by", lambda template: template.edited_by.full_name if template.edited_by else ""),
    ("Edited at", Moment(lambda template: template.edited_at)),
)


def edited(template: Template) -> datetime:
    """When a template was changed last, or when it came."""
    return template.edited_at or template.created_at


class TemplateFilter(SortedToolbar[TemplateQuerySet]):
    """The toolbar of the list of templates.

    Without an answer to “state” it shows what is in use or being prepared.
    """

    columns = (
        Column("Name", "name"),
        Column("Edited", "edited", starts_down=True),
        Column("Items", "items", starts_down=True),
        Column("Length", "days", starts_down=True),
    )
    usual_sort, ties = "name", ("name", "-version", "pk")
    sorts: ClassVar = {
        "name": "name",
        "edited": Coalesce(F("edited_at"), F("created_at")),
        "items": "item_count",
        "days": "days",
    }

    q = CharFilter(method="search", max_length=100)
    state = ChoiceFilter(
        choices=STATES, empty_label="In use and drafts", widget=selects("State"), method="stand"
    )
    origin = ChoiceFilter(
        choices=Origin.choices, empty_label="Any origin", widget=selects("Origin")
    )
    sort = ChoiceFilter(
        method="leave", choices=SORTS, empty_label=None, widget=selects("Sorted by")
    )

    def __init__(self, data: QueryDict, queryset: TemplateQuerySet) -> None:
        super().__init__(data, queryset)
        others = [(key, key) for name in self.sorts for key in (name, f"-{name}")]
        known = {key for key, _ in SORTS}
        self.filters["sort"].extra["choices"] = [
            *SORTS, *(one for one in others if one[0] not in known)
        ]  # fmt: skip
        self.filters.move_to_end("sort")

    def filter_queryset(self, queryset: Any) -> Any:
        found = super().filter_queryset(queryset)
        return found if self.answers.get("state") else found.exclude(state=TemplateState.RETIRED)

    def page(self, number: str | None) -> Page[TemplateCard]:
        """One page of what was asked for, each with what is in it."""
        page: Page[Any] = Paginator(self.found, PER_PAGE).get_page(number)
        page.object_list = cards(list(page.object_list))
        return page

    def search(self, found: TemplateQuerySet, name: str, value: str) -> TemplateQuerySet:
        return found.filter(every_word(value, lambda word: within(word, "name", "summary")))

    def stand(self, found: TemplateQuerySet, name: str, value: str) -> TemplateQuerySet:
        return found if value == "all" else found.filter(state=value)
