"""Dates and numbers as each place writes them, for who reads and for nobody else."""

from __future__ import annotations

import re
import threading
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.clients.models import Account
from accounts.people.choices import Locale
from accounts.people.models import User
from config.lib import places, words
from config.lib.amounts import AmountField
from tests.conftest import SignIn

THURSDAY = date(2026, 11, 26)
MACHINE = {"c", "Y-m-d", "H:i"}
"""What may be written by Django's own filter: values for programs, and times, alike everywhere."""


@pytest.mark.parametrize(
    ("locale", "day", "long_day", "span", "amount", "short"),
    [
        ("en_GB", "Thu 26 Nov", "26 November 2026", "5 – 20 Nov", "€1,234.50", "€3.2M"),
        ("en_US", "Thu, Nov 26", "November 26, 2026", "Nov 5 – 20", "€1,234.50", "€3.2M"),
        ("de", "Do. 26. Nov.", "26. November 2026", "5. – 20. Nov.", "1.234,50 €", "3,2 Mio. €"),
        ("de_AT", "Do. 26. Nov.", "26. November 2026", "5. – 20. Nov.", "€ 1.234,50", "€ 3,2 Mio."),
        (
            "de_CH",
            "Do. 26. Nov.",
            "26. November 2026",
            "5. – 20. Nov.",
            "EUR 1’234.50",
            "EUR 3.2 Mio.",
        ),
        ("fr", "jeu. 26 nov.", "26 novembre 2026", "5 – 20 nov.", "1 234,50 €", "3,2 M €"),
        ("nl", "do 26 nov", "26 november 2026", "5 – 20 nov", "€ 1.234,50", "€ 3,2 mln."),
        ("es", "jue 26 nov", "26 de noviembre de 2026", "5 – 20 nov", "", "3,2 M€"),
        ("it", "gio 26 nov", "26 novembre 2026", "5 – 20 nov", "1.234,50 €", "3,2 Mln €"),
        ("pl", "czw. 26 lis", "26 listopada 2026", "5 – 20 lis", "", "3,2 mln €"),
        ("sv", "tors 26 nov.", "26 november 2026", "5 – 20 nov.", "1 234,50 €", "3,2 mn €"),
    ],
)
def test_each_place_writes_in_its_own_way(
    locale: str, day: str, long_day: str, span: str, amount: str, short: str
) -> None:
    with places.written_for(locale):
        assert plain(words.day(THURSDAY)) == day
        assert plain(words.long_day(THURSDAY)) == long_day
        assert plain(words.days(date(2026, 11, 5), date(2026, 11, 20))) == span
        if amount:
            assert plain(words.money(Decimal("1234.5"), "EUR")) == amount
        if short:
            assert plain(words.short_money(Decimal(3_200_000), "EUR")) == short


@pytest.mark.parametrize("way", [way for way in Locale if way != Locale.EN_GB])
@pytest.mark.parametrize("amount", [Decimal(12), Decimal(850_000), Decimal(3_200_000)])
def test_the_sign_of_a_currency_stands_on_one_side_in_each_place(
    way: Locale, amount: Decimal
) -> None:
    with places.written_for(way.value):
        full, short = words.money(amount, "EUR"), words.short_money(amount, "EUR")

    assert full[0].isdigit() == short[0].isdigit()


def test_every_way_to_choose_can_write_everything() -> None:
    for way in Locale:
        with places.written_for(way.value):
            assert words.full_day(THURSDAY)
            assert words.short_money(Decimal(850_000), "EUR")
            assert words.headline_day(THURSDAY)
            assert words.file_size(1_258_291).endswith(" MB")


def test_where_a_thousand_has_no_short_word_it_is_written_in_full() -> None:
    with places.written_for("de"):
        assert plain(words.short_money(Decimal(850_000), "EUR")) == "850.000 €"


def test_a_span_over_the_year_names_both() -> None:
    with places.written_for("de"):
        span = words.days(date(2026, 12, 27), date(2027, 1, 4), year=True)

    assert span == "27. Dez. 2026 – 4. Jan. 2027"


def test_a_sentence_ends_once() -> None:
    with places.written_for("de"):
        assert words.sentence(f"Ends on {words.day(THURSDAY)}") == "Ends on Do. 26. Nov."
    assert words.sentence(f"Ends on {words.day(THURSDAY)}") == "Ends on Thu 26 Nov."


def test_the_head_of_a_page_names_the_whole_day() -> None:
    said = []
    for locale in ("en_GB", "en_US", "de", "fr"):
        with places.written_for(locale):
            said.append(words.headline_day(THURSDAY))

    assert said == [
        "Thursday 26 November",
        "Thursday, November 26",
        "Donnerstag, 26. November",
        "jeudi 26 novembre",
    ]


def test_september_is_british_as_ever() -> None:
    assert words.short_day(date(2026, 9, 3)) == "3 Sep"


def test_what_is_kept_for_everybody_is_written_alike() -> None:
    with places.written_for("de"):
        assert words.kept_day(THURSDAY) == "Thu 26 Nov 2026"
        assert words.day(THURSDAY) == "Do. 26. Nov."


def test_a_way_of_writing_ends_also_when_something_goes_wrong() -> None:
    with pytest.raises(ZeroDivisionError), places.written_for("de"):
        _ = 1 // 0

    assert places.current() == "en_GB"


def test_another_thread_writes_in_its_own_way() -> None:
    said: list[str] = []
    with places.written_for("de"):
        thread = threading.Thread(target=lambda: said.append(words.day(THURSDAY)))
        thread.start()
        thread.join()

    assert said == ["Thu 26 Nov"]


def test_each_page_is_written_for_who_looks_at_it(
    sign_in: SignIn, owner: User, lead: User, client: Client, account: Account
) -> None:
    User.objects.filter(pk=owner.pk).update(locale=Locale.DE)
    address = account.get_absolute_url()
    german, british = sign_in(owner), sign_in(lead)

    first, second, third = german.get(address), british.get(address), german.get(address)

    assert ["3,2 Mio. €" in plain(page.text) for page in (first, second, third)] == [
        True,
        False,
        True,
    ]
    assert "€3.2M" in second.text
    assert places.current() == "en_GB"


@pytest.mark.parametrize(
    ("locale", "typed", "amount"),
    [
        ("en_GB", "1,234.50", "1234.50"),
        ("en_GB", "1240000", "1240000"),
        ("de", "1.234,50", "1234.50"),
        ("de", "1234,5", "1234.5"),
        ("fr", "1 234,50", "1234.50"),
        ("fr", "1\u202f234,50", "1234.50"),
        ("de_CH", "1'234.50", "1234.50"),
    ],
)
def test_an_amount_is_read_as_its_place_writes_it(locale: str, typed: str, amount: str) -> None:
    with places.written_for(locale):
        assert AmountField().clean(typed) == Decimal(amount)


@pytest.mark.parametrize(
    ("locale", "typed"),
    [
        *(("de", "1234.50"), ("de", "1,234.50"), ("de", "900,000")),
        *(("en_GB", "1.234,50"), ("en_GB", "1,23"), ("en_GB", "900.000")),
    ],
)
def test_an_amount_whose_marks_are_doubtful_is_asked_for_again(locale: str, typed: str) -> None:
    with places.written_for(locale):
        example = places.number(Decimal("1234.50"), 2)
        with pytest.raises(ValidationError) as refused:
            AmountField(decimal_places=2).clean(typed)

    assert refused.value.messages == [f"Write an amount such as {example}."]


def test_what_is_no_number_at_all_is_asked_for_again() -> None:
    with pytest.raises(ValidationError, match="Enter a number"):
        AmountField().clean("a lot")


def test_a_german_changes_an_amount_with_a_comma(
    sign_in: SignIn, owner: User, account: Account
) -> None:
    User.objects.filter(pk=owner.pk).update(locale=Locale.DE)
    Account.objects.filter(pk=account.pk).update(annual_revenue=Decimal("1234.50"))
    client, address = sign_in(owner), f"/accounts/{account.pk}/edit/"

    page = client.get(address)
    form = page.context["form"]
    answers = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    answer = client.post(address, {**answers, "annual_revenue": "2.000,75"})

    assert 'value="1234,50"' in page.text
    assert answer.status_code == 302
    account.refresh_from_db()
    assert account.annual_revenue == Decimal("2000.75")


def test_a_person_chooses_their_way_and_sees_what_it_makes(sign_in: SignIn, owner: User) -> None:
    client = sign_in(owner)
    page = client.get("/profile/")
    form = page.context["form"]
    answers = {name: form[name].value() for name in form.fields if form[name].value() is not None}

    answer = client.post("/profile/", {**answers, "locale": "de_AT"})

    assert "German: Do. 26. Nov. · 1.234,50 €" in plain(page.text)
    assert answer.status_code == 302
    owner.refresh_from_db()
    assert owner.locale == Locale.DE_AT


def test_no_template_writes_a_date_around_the_person_who_reads() -> None:
    around = []
    for folder in ("templates", "accounts", "checklists", "transitions"):
        for path in sorted(Path(settings.BASE_DIR, folder).rglob("*.[ht][tx][mt]*")):
            text = path.read_text()
            found = re.findall(r'\|(?:date|time):"([^"]*)"', text)
            found += re.findall(r"\|(floatformat|intcomma|localize|naturaltime)\b", text)
            around += [f"{path.name}: {one}" for one in found if one not in MACHINE]

    assert around == [], "Use the filters of config/lib/templatetags/ui/, such as |full_day."


def plain(text: str) -> str:
    """Text with ordinary spaces, so that it can be written down here."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")
