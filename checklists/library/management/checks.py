"""The template that a new transition usually starts from is one that there is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning

from checklists.library.choices import TemplateState
from checklists.library.models import Template
from checklists.library.rules.shipped import SHIPPED
from config.lib import migrated

UNKNOWN = "USUAL_TEMPLATE is “{asked}”, and no template has that key."
CHOOSE = "Choose one of these: {keys}."
PUBLISH = "Publish a template, or leave USUAL_TEMPLATE out."
RETIRED = "USUAL_TEMPLATE is “{asked}”, and that template is not published any more."


def usual_template(
    app_configs: Any = None, databases: Sequence[str] | None = None, **options: Any
) -> list[CheckMessage]:
    """Whether a published template has the key that USUAL_TEMPLATE names; one query.

    Templates come after the migrations: while there are none nobody can tell, and one that comes
    along counts before it is loaded. To retire one is done in the site, so that is only a warning:
    a server must not stay down for it.

    Raises:
        DatabaseError: the database does not answer, so nobody knows.
    """
    if not databases:
        return []
    asked = settings.USUAL_TEMPLATE
    states = set(migrated.rows(Template.objects.order_by().values_list("key", "state")))
    published = sorted(key for key, state in states if state == TemplateState.PUBLISHED)
    if not states or asked in published:
        return []
    hint = CHOOSE.format(keys=", ".join(published)) if published else PUBLISH
    if asked in {key for key, _ in states}:
        return [Warning(RETIRED.format(asked=asked), hint=hint, id="changeover.W002")]
    if (SHIPPED / f"{asked}.yaml").exists():
        return []
    return [Error(UNKNOWN.format(asked=asked), hint=hint, id="changeover.E002")]
