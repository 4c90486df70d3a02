"""What the people of the demo say to each other on their transitions."""

from __future__ import annotations

from datetime import datetime, time
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from checklists.runs.models import Item
from transitions.comments.operations import writing
from transitions.comments.operations.writing import Said
from transitions.plans.models import Transition
from transitions.plans.operations.items import Who
from transitions.portfolio.operations.demo.files import read
from transitions.portfolio.operations.demo.people import Company


def build(company: Company) -> None:
    """Write every comment, in the order in which they were said."""
    for number, row in enumerate(read("comments")):
        transition = Transition.objects.get(account__name=row["account"])
        at = timezone.make_aware(datetime.combine(company.day(-row["ago"]), time(row["hour"], 20)))
        who = Who(company.people[row["by"]], at, uuid5(NAMESPACE_URL, f"comment {number}"))
        item = _next_item(transition) if row.get("on_item") else None
        writing.add(transition.pk, Said(row["body"], item.pk if item else None), who)


def _next_item(transition: Transition) -> Item | None:
    open_items = Item.objects.filter(checklist=transition.checklist_id).open()
    return open_items.order_by("due_on", "pk").first()
