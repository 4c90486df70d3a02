"""Helena is writing the next version of the template for key accounts."""

from __future__ import annotations

from datetime import timedelta

from checklists.library.choices import KEY_TEMPLATE, Anchor, Condition, ItemRole, Proof
from checklists.library.models import Template
from checklists.library.operations import drafts, items
from checklists.library.operations.holding import Who
from transitions.portfolio.operations.demo.people import Company

GUIDANCE = """Somebody who has **not** worked with the client reads the transfer document.

- What did they have to ask about?
- Which date or name is missing?

Write the answers into the document, not into a mail."""


def build(company: Company) -> None:
    """Begin the draft, with an item that only confidential accounts get."""
    helena = next(one for name, one in company.people.items() if name.startswith("helena.brandt"))
    shipped = Template.objects.published().filter(key=KEY_TEMPLATE).first()
    if shipped is None:
        return
    draft, _ = drafts.next_version(shipped.pk, Who(helena, company.now - timedelta(days=2)))
    phase = draft.phases.get(number=2)
    new = {
        "title": "Let a third person read the transfer document",
        "guidance": GUIDANCE,
        "role": ItemRole.MANAGER,
        "anchor": Anchor.OWNERSHIP,
        "offset": -5,
        "is_required": False,
        "proof": Proof.NOTE,
        "only_when": Condition.CONFIDENTIAL,
        "revenue_above": None,
        "waits_for": ["transfer-document"],
    }
    items.add(draft.pk, phase.pk, new, Who(helena, company.now - timedelta(days=2)))
