from __future__ import annotations

from datetime import date

from accounts.clients.models import Account
from config.lib.lists import Answers, Column, ListFilter

TODAY = date(2026, 11, 26)


class Kept(ListFilter):
    columns, usual_sort = (Column("Name", "name", by=("name",)),), "name"
    tier = Answers(label="Tier", anything="Any", choices=[("a", "A"), ("b", "B")], method="put")

    class Meta:
        model = Account
        fields: list[str] = []

    def put(self, found: object, name: str, value: str) -> object:
        self.was_asked = value
        return found


def kept(**answers: str) -> Kept:
    return Kept(answers, Account.objects.none(), offered=dict, today=TODAY)


def test_each_list_answers_by_itself() -> None:
    one, other = kept(tier="a"), kept(tier="b")

    _ = one.found, other.found

    assert (one.was_asked, other.was_asked) == ("a", "b")


def test_what_one_list_changes_about_a_box_stays_with_it() -> None:
    one, other = kept(), kept()

    one.filters["tier"].extra["choices"] = [("c", "C")]
    one.form.fields["tier"].widget.choices = [("d", "D")]

    assert other.filters["tier"].extra["choices"] == [("a", "A"), ("b", "B")]
    assert ("d", "D") not in list(other.form.fields["tier"].widget.choices)
