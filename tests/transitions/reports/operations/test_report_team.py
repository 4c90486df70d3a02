"""The team in the report: what each of them answers for, where that is known."""

from __future__ import annotations

from accounts.people.choices import Role
from tests.factories.transitions import NOW, make_person
from tests.support.reports import pages
from tests.transitions.reports.conftest import MADE_AT
from transitions.plans.choices import TeamRole
from transitions.plans.models import Transition
from transitions.plans.operations import team
from transitions.reports.operations.document import typeset
from transitions.reports.queries.record import record_now


def test_a_report_says_what_hr_does_and_makes_no_dash_of_what_nobody_wrote_down(
    handover: Transition,
) -> None:
    ruth, ida = make_person("Ruth Aigner", Role.HR), make_person("Ida Expert")
    for role, person in ((TeamRole.HR, ruth), (TeamRole.OTHER, ida)):
        joining = team.Joining(role, person, role_name="Expert")
        team.add(handover.pk, joining, by=handover.manager, now=NOW)

    document = typeset(record_now(handover.pk, MADE_AT), version=1, created=MADE_AT)

    [page] = [page for page in pages(document) if "Answers for" in page]
    rows = page.partition("Answers for")[2].partition("Prepared by")[0]
    assert "HR Takes care of the formal side of the change." in rows
    assert "Expert" in rows and "–" not in rows
