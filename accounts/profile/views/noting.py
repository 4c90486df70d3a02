"""Whoever opens something confidential is noted, before it is shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.http import HttpRequest
from django.utils import timezone

from accounts.clients.models import Account
from accounts.people.views.guards import person
from accounts.profile.choices import Sight
from accounts.profile.operations.opening import Seen, tell
from accounts.profile.queries.contents import Contents
from accounts.profile.queries.levels import Reach


def note(request: HttpRequest, account: Account, seen: Sequence[Seen]) -> None:
    """Keep what the reader opens; who only asks whether a page is there opens nothing."""
    if request.method != "HEAD":
        tell(account, person(request), seen, now=timezone.now())


def seen_of(
    contents: Contents,
    account: Account,
    reach: Reach,
    *,
    sections: Iterable[str] | None = None,
    sight: Sight | None = None,
) -> list[Seen]:
    """What of a page is confidential and shown to the reader.

    Args:
        contents: the page.
        account: whose page it is.
        reach: what the reader reads.
        sections: those that are shown, by name; None for all.
        sight: as what the page is opened; None for what its name says.
    """
    found = []
    if account.is_confidential:
        what = sight or Sight(contents.name)
        found.append(Seen(what, "", str(what.label)))
    for (book, name), _ in reach.marks.items():
        is_shown = sections is None or name in sections
        if reach.reads and book == contents.name and is_shown and name in contents.by_name:
            title = contents.by_name[name].title
            found.append(Seen(Sight.SECTION, f"{book}.{name}", title))
    return found
