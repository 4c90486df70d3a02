"""Some items of a template are taken only when something is so; pages say when and why not."""

from decimal import Decimal

import pytest
from django.db import IntegrityError

from checklists.library.choices import Condition
from checklists.library.models import TemplateItem
from checklists.library.rules.conditions import Facts, in_words, why_left_out
from tests.factories.templates import make_template

PLAIN = Facts(
    is_confidential=False,
    revenue=Decimal(500_000),
    currency="CHF",
    has_outgoing_left=False,
    account="Brightwater",
    outgoing="Tomas",
)
SPECIAL = Facts(
    is_confidential=True, revenue=Decimal("500000.01"), currency="CHF", has_outgoing_left=True
)


@pytest.mark.parametrize(
    ("only_when", "amount", "reason"),
    [
        (Condition.ALWAYS, None, ""),
        (Condition.CONFIDENTIAL, None, "Brightwater is not confidential"),
        (Condition.REVENUE, 500_000, "Brightwater does not bring more than CHF 500,000 a year"),
        (Condition.OUTGOING_LEFT, None, "Tomas has not left by the start"),
    ],
)
def test_an_item_is_left_out_unless_its_condition_holds(
    only_when: str, amount: int | None, reason: str
) -> None:
    assert why_left_out(only_when, amount, PLAIN) == reason
    assert why_left_out(only_when, amount, SPECIAL) == ""


def test_revenue_that_nobody_entered_is_above_no_amount() -> None:
    unknown = Facts(is_confidential=False, revenue=None, currency="EUR", has_outgoing_left=False)

    reason = why_left_out(Condition.REVENUE, 0, unknown)

    assert reason == "nobody has entered what the account brings in a year"


@pytest.mark.parametrize(
    ("only_when", "amount", "said"),
    [
        (Condition.ALWAYS, None, ""),
        (Condition.CONFIDENTIAL, None, "Only when the account is confidential"),
        (Condition.REVENUE, 1_500_000, "Only when annual revenue is above 1,500,000"),
        (Condition.OUTGOING_LEFT, None, "Only when the outgoing KAM has already left"),
    ],
)
def test_a_condition_is_said_in_words(only_when: str, amount: int | None, said: str) -> None:
    assert in_words(only_when, amount) == said


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("only_when", "amount"),
    [(Condition.REVENUE, None), (Condition.ALWAYS, 1), (Condition.CONFIDENTIAL, 1)],
)
def test_the_database_keeps_amount_and_revenue_together(only_when: str, amount: int | None) -> None:
    make_template()

    with pytest.raises(IntegrityError, match="an amount stands with revenue alone"):
        TemplateItem.objects.update(only_when=only_when, revenue_above=amount)
