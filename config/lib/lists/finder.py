"""The base of the filters of every list: what was asked for, which rows, on which page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from itertools import islice
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlencode

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.db.models.expressions import OrderBy
from django_filters import FilterSet

from config.lib import words
from config.lib.lists import address
from config.lib.lists.boxes import no_answers, search_unreadable
from config.lib.lists.columns import Column, chosen_heads, order, sorts
from config.lib.lists.paginator import CountsLater
from config.lib.lists.table import Table, lines

CHUNK = 500
"""How many rows are read at a time where all are wanted."""
Offers = Mapping[str, Sequence[tuple[Any, str]]]
"""What the boxes of a list offer, by the name of the filter."""


@dataclass(frozen=True, slots=True)
class Chip:
    """One answer that narrows a list, in words; `without` is the address without it."""

    name: str
    label: str
    said: str
    value: str = ""
    without: str = ""


class ListFilter(FilterSet):
    """Search, filters, order, columns and pages of one list, from an address.

    Answers that do not exist find nothing, and `unknown` says which; an order, a column or
    a page that does not exist counts as not asked for. `in_bar` names the boxes in the toolbar,
    the others stand in “More filters”; filters without a box (such as an account that another
    page links to) have a sentence in `said`, with {} where the answer stands. Where the answer is
    an id, that sentence names nobody, and the one in `named` says what `name_of` calls it.
    """

    columns: ClassVar[tuple[Column, ...]] = ()
    usual_sort: ClassVar[str] = ""
    ties: ClassVar[tuple[OrderBy | str, ...]] = ("pk",)
    in_bar: ClassVar[tuple[str, ...]] = ()
    said: ClassVar[dict[str, str]] = {}
    named: ClassVar[dict[str, str]] = {}
    name_of: Callable[[str, int], str] | None = None
    paginator: ClassVar[type[Paginator[Any]]] = CountsLater

    def __init__(
        self,
        given: Mapping[str, str],
        queryset: QuerySet[Any],
        *,
        offered: Callable[[], Offers],
        today: date,
    ) -> None:
        self.given = address.as_query(given)
        self.today, self.offered = today, offered
        super().__init__(self.presumed(), queryset)

    def presumed(self) -> Mapping[str, str]:
        """What the filters are asked; a list may add what it assumes by itself."""
        return self.given

    def rows(self, found: QuerySet[Any]) -> list[Any]:
        """Light rows with a `pk`, in their order; as many queries whatever their number."""
        raise NotImplementedError

    def get_form_class(self) -> type[forms.Form]:
        """The form of this kind of list; each list gets a copy of its fields anyway."""
        kind: Any = type(self)
        return _form_of(kind, tuple(self.filters))

    @cached_property
    def wish(self) -> address.Wish:
        return address.read(self.given, self.columns, self.usual_sort)

    @cached_property
    def answers(self) -> dict[str, Any]:
        self.form.is_valid()
        return {
            name: value
            for name, value in self.form.cleaned_data.items()
            if value not in {None, "", False}
        }

    @cached_property
    def found(self) -> QuerySet[Any]:
        """What was asked for, in its order."""
        ordered = order(self.columns, self.wish.sort, self.ties, today=self.today)
        found: QuerySet[Any] = self.queryset.none() if self.form.errors else self.qs
        return found.order_by(*ordered)

    def pages(self) -> Paginator[Any]:
        """What was asked for in pages; a list that knows its number by itself says so here."""
        return self.paginator(self.found, self.wish.size)

    @cached_property
    def table(self) -> Table:
        """The page that was asked for; the queries of the rows, and one more for their number.

        A first page that is not full tells the number itself.
        """
        cut = self.pages().get_page(self.wish.page)
        rows = self.rows(cut.object_list)  # type: ignore[arg-type]
        if cut.number == 1 and len(rows) < cut.paginator.per_page:
            cut.paginator.count = len(rows)
        return Table(
            Page(rows, cut.number, cut.paginator),
            chosen_heads(self.wish.columns, self.wish.sort),
            lines(rows, self.wish.columns, self.today),
        )

    def chunks(self) -> Iterator[list[Any]]:
        """All rows asked for, 500 at a time; what may no longer be seen by then is left out."""
        ids = self.found.values_list("pk", flat=True).iterator(chunk_size=CHUNK)
        while batch := list(islice(ids, CHUNK)):
            there = self.rows(self.queryset.filter(pk__in=batch).order_by())
            found = {row.pk: row for row in there}
            yield [found[pk] for pk in batch if pk in found]

    @property
    def is_filtered(self) -> bool:
        """Whether anything narrows the list beyond what it shows by itself."""
        return bool(self.form.errors or self.answers)

    @cached_property
    def query(self) -> str:
        """The address without what changes nothing: no page, no empty answers, one order."""
        asked = {
            name: value
            for name, value in self.given.items()
            if str(value).strip() and name in self.filters
        }
        asked |= address.unusual(self.wish, self.columns, self.usual_sort)
        return urlencode(sorted(asked.items()))

    @property
    def address(self) -> str:
        """What the browser shows behind the question mark, page and open view included."""
        extra = {**self.kept, "page": self.wish.page}
        known = dict(parse_qsl(self.query))
        more = {name: extra[name] for name in ("view", "page") if extra.get(name)}
        return urlencode({**known, **more})

    @property
    def kept(self) -> dict[str, str]:
        """What the toolbar sends along beside its own boxes: order, columns, rows, the view."""
        found = address.unusual(self.wish, self.columns, self.usual_sort)
        view = self.given.get("view", "")
        return {**found, "view": view} if view.isdecimal() else found

    @property
    def asked(self) -> dict[str, str]:
        """The answers as they stand in the address, for a form beside the toolbar."""
        return {name: str(self.given[name]) for name in self.filters if self.given.get(name)}

    @cached_property
    def boxes(self) -> dict[str, forms.BoundField]:
        """The controls of the toolbar with what they offer, by name."""
        found: dict[str, forms.BoundField] = {}
        for name, answers in self.offered().items():
            if name in self.filters:
                nothing = ("", self.filters[name].anything)
                self.form.fields[name].widget.choices = [nothing, *answers]
        for name in self.filters:
            if name != "q" and name not in self.said:
                found[name] = self.form[name]
        return found

    @property
    def bar_boxes(self) -> list[forms.BoundField]:
        return [self.boxes[name] for name in self.in_bar if name in self.boxes]

    @property
    def more_boxes(self) -> list[forms.BoundField]:
        return [box for name, box in self.boxes.items() if name not in self.in_bar]

    @property
    def picks(self) -> list[tuple[Column, bool]]:
        """Every column, and whether it is shown."""
        return [(column, column in self.wish.columns) for column in self.columns]

    @property
    def sorts(self) -> list[tuple[str, str]]:
        """What a phone offers in place of the heads: the columns shown, and the present order."""
        key = self.wish.sort.removeprefix("-")
        offered = [one for one in self.columns if one in self.wish.columns or one.key == key]
        return sorts([one for one in offered if one.by], self.wish.sort)

    @property
    def has_own_columns(self) -> bool:
        """Whether somebody picked the columns; then a phone shows all of these, too."""
        return "columns" in self.kept

    @cached_property
    def links(self) -> list[Chip]:
        """What other pages asked for by a link and no box shows."""
        return [self._link(name) for name in self.said if name in self.answers]

    @property
    def chips(self) -> list[Chip]:
        """Everything that narrows the list, in words."""
        told = [
            Chip(name, self._label(name), self._in_words(name, value))
            for name, value in self.answers.items()
            if name not in self.said
        ]
        return [*told, *self.links]

    @cached_property
    def unknown(self) -> list[str]:
        """The answers that do not exist, in a sentence; empty where all do.

        A person, a place or a team that a box does not offer is missed only where nothing is
        found: what is offered is dear to look up.
        """
        names = [*(name for name in self.form.errors if name != "q"), *self._not_offered()]
        missed = no_answers((self._label(name), self.given.get(name, "")) for name in names)
        return [*search_unreadable(self.form), *missed]

    def _not_offered(self) -> list[str]:
        facets = {name for name in self.answers if hasattr(self.filters[name], "anything")}
        if not facets or self.found.exists():
            return []
        offered = self.offered()
        return [
            name
            for name in sorted(facets & offered.keys())
            if not any(_is_same(key, self.answers[name]) for key, _ in offered[name])
        ]

    def _link(self, name: str) -> Chip:
        left = [pair for pair in parse_qsl(self.query) if pair[0] != name]
        return Chip(name, "", self._told(name), str(self.given[name]), urlencode(left))

    def _told(self, name: str) -> str:
        """A filter without a box in words; by name where whoever looks may see what it is of."""
        value = self.answers[name]
        if self.name_of and name in self.named and (called := self.name_of(name, int(value))):
            return self.named[name].format(called)
        return self.said[name].format(self._in_words(name, value))

    def _label(self, name: str) -> str:
        """What a filter is called; a search and those without a box have no label of theirs."""
        if name == "q":
            return "Search"
        return self.said[name].format("…") if name in self.said else str(self.filters[name].label)

    def _in_words(self, name: str, value: Any) -> str:
        if isinstance(value, date):
            return words.day(value, today=self.today)
        box = self.boxes.get(name)
        choices = getattr(box.field.widget, "choices", ()) if box else ()
        return next((str(label) for key, label in choices if str(key) == str(value)), str(value))


@cache
def _form_of(kind: type[ListFilter], names: tuple[str, ...]) -> type[forms.Form]:
    fields = {name: kind.base_filters[name].field for name in names}
    return type(f"{kind.__name__}Form", (forms.Form,), fields)


def _is_same(offered: Any, asked: Any) -> bool:
    return str(offered).casefold() == str(asked).casefold()
