from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.people.models import User
from tests.factories.transitions import make_transition
from transitions.plans.models import Transition
from transitions.reports.models import Report


def test_the_command_writes_the_report_and_keeps_it(completed: Transition, tmp_path: Path) -> None:
    said, output = StringIO(), tmp_path / "report.pdf"

    call_command("transition_report", str(completed.pk), output=output, stdout=said)
    call_command("transition_report", str(completed.pk), output=output, stdout=said)

    assert output.read_bytes().startswith(b"%PDF-1.7")
    assert "version 1, 5 pages" in said.getvalue()
    assert Report.objects.count() == 1


def test_the_command_says_what_is_wrong(lead: User, tmp_path: Path) -> None:
    draft = make_transition(manager=lead, started=False)

    with pytest.raises(CommandError, match="There is no transition 999"):
        call_command("transition_report", "999", output=tmp_path / "x.pdf")
    with pytest.raises(CommandError, match="Start the transition first"):
        call_command("transition_report", str(draft.pk), output=tmp_path / "x.pdf")


def test_the_command_says_that_it_cannot_write(completed: Transition, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Cannot write"):
        call_command("transition_report", str(completed.pk), output=tmp_path / "none" / "x.pdf")
