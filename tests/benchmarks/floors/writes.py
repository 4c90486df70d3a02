"""F6 and F7: a tick that only ticks and says so."""

from __future__ import annotations

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from checklists.runs.models import Item
from transitions.plans.models import LogEntry


@transaction.atomic
def tick(request: HttpRequest, item_id: int) -> HttpResponse:
    """F6: one item loaded and updated, one entry inserted, by the ORM; tick and untick in turn."""
    item = Item.objects.select_related("checklist__transition").get(pk=item_id)
    item.state, item.closed_at = ("open", None) if item.closed_at else ("done", timezone.now())
    item.save(update_fields=["state", "closed_at"])
    LogEntry.objects.create(
        transition=item.checklist.transition,
        kind="item",
        happened_at=timezone.now(),
        activity=f"Ticked “{item.title}”",
        responsible_id=request.user.pk,
    )
    return HttpResponse(item.state)


STATEMENT = """
    WITH ticked AS (
        UPDATE runs_item SET
            state = CASE WHEN closed_at IS NULL THEN 'done' ELSE 'open' END,
            closed_at = CASE WHEN closed_at IS NULL THEN now() END
        WHERE id = %s RETURNING id, title, checklist_id, state)
    INSERT INTO plans_logentry
        (transition_id, kind, happened_at, activity, responsible_id, notes)
    SELECT t.id, 'item', now(), 'Ticked “' || ticked.title || '”', %s, ''
    FROM ticked JOIN plans_transition t ON t.checklist_id = ticked.checklist_id
    RETURNING id"""


def tick_in_one_statement(request: HttpRequest, item_id: int) -> HttpResponse:
    """F7: the same in one statement of SQL."""
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, [item_id, request.user.pk])
    return HttpResponse("ok")
