"""Countries, time zones and ways to write dates and numbers to choose from."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any
from zoneinfo import available_timezones

from django import forms

from accounts.people.choices import Locale
from config.lib.countries import COUNTRIES

REGIONS = (
    "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia",
    "Europe", "Indian", "Pacific",
)  # fmt: skip

Choice = tuple[str, str]
EXAMPLES = {
    Locale.EN_GB: "Thu 26 Nov · €1,234.50",
    Locale.EN_US: "Thu, Nov 26 · €1,234.50",
    Locale.DE: "Do. 26. Nov. · 1.234,50\u00a0€",
    Locale.DE_AT: "Do. 26. Nov. · €\u00a01.234,50",
    Locale.DE_CH: "Do. 26. Nov. · EUR\u00a01’234.50",
    Locale.FR: "jeu. 26 nov. · 1\u202f234,50\u00a0€",
    Locale.NL: "do 26 nov · €\u00a01.234,50",
    Locale.ES: "jue 26 nov · 1.234,50\u00a0€",
    Locale.IT: "gio 26 nov · 1.234,50\u00a0€",
    Locale.PL: "czw. 26 lis · 1\u00a0234,50\u00a0€",
    Locale.SV: "tors 26 nov. · 1\u00a0234,50\u00a0€",
}
"""A day and an amount, as they stand on pages; written down, because the tables of all these places
together would take 9 MB of every web process."""


@cache
def time_zones() -> list[tuple[str, list[Choice]]]:
    """Every time zone of a place under its one name of today, grouped by its part of the world."""
    found: dict[str, list[Choice]] = {region: [] for region in REGIONS}
    for name in sorted(_named_today() & available_timezones()):
        region, _, place = name.partition("/")
        if region in found and place:
            found[region].append((name, place.replace("_", " ").replace("/", ", ")))
    return [*found.items(), ("Other", [("UTC", "UTC")])]


def _named_today() -> set[str]:
    """The zones of all countries: no older names of the same zone, no names without a place."""
    table = resources.files("tzdata.zoneinfo").joinpath("zone.tab").read_text("utf-8")
    lines = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return {line[2] for line in lines if len(line) > 2}


def time_zone_choices(current: str) -> list[Choice | tuple[str, list[Choice]]]:
    """All time zones, with the one in use even where it is not named after a place."""
    zones = time_zones()
    if not current or any(current == name for _, group in zones for name, _ in group):
        return [*zones]
    return [(current, current), *zones]


def country_choices(current: str = "") -> list[Choice]:
    """All countries, with the code in use even where it is none of theirs."""
    kept = [(current, current)] if current and current not in COUNTRIES else []
    return [("", "Choose a country"), *kept, *COUNTRIES.items()]


def country_field(*, required: bool = True, help_text: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(choices=country_choices, required=required, help_text=help_text)


class KeepsCountry:
    """For forms on a row with a country: an old code stays until somebody chooses another."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert isinstance(self, forms.ModelForm)  # noqa: S101 - it is mixed into those only
        choices = country_choices(self.instance.country)
        self.fields["country"].choices = choices  # type: ignore[attr-defined]

    def _get_validation_exclusions(self) -> set[str]:
        """What stays as it is stored keeps nobody from saving the rest."""
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        is_kept = "country" not in self.changed_data  # type: ignore[attr-defined]
        return {*excluded, "country"} if is_kept else excluded


def locale_choices() -> list[Choice]:
    """Each way with its name and what it makes of a day and an amount."""
    return [(way.value, f"{name_of(way)}: {EXAMPLES[way]}") for way in Locale]


def name_of(way: Locale) -> str:
    """Such as “British”: what stands in brackets behind its label."""
    return str(way.label).rpartition("(")[2].rstrip(")")
