"""In which comments many people were mentioned, and nobody has told them yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from accounts.people.models import User
from transitions.comments.queries.mentions import words_of
from transitions.reminders.queries.rows import Row
from transitions.reminders.queries.seeing import Sight
from transitions.reminders.queries.waiting import place_of, teams_of
from transitions.reminders.rules.agenda import Mentioned


def mentioned(people: Sequence[User], rows: Sequence[Row]) -> dict[int, tuple[Mentioned, ...]]:
    """What each person was mentioned in and has not read, by person, the oldest first; no query.

    Only on transitions that the person still may see.
    """
    sight, by_pk = Sight(teams_of(rows)), {person.pk: person for person in people}
    names: dict[int, dict[int, str]] = {}
    for row in rows:
        named = names.setdefault(row["pk"], {row["author"]: row["who"]})
        named[row["named"]] = row["name"]
    once = {row["pk"]: row for row in rows}
    found: dict[int, list[Mentioned]] = defaultdict(list)
    for row in sorted(once.values(), key=lambda row: (row["at"], row["pk"])):
        if sight.sees(by_pk[row["person"]], place_of(row)):
            found[row["person"]].append(
                Mentioned(
                    pk=row["pk"],
                    comment_id=row["comment"],
                    transition_id=row["transition"],
                    who=row["who"],
                    account=row["account"],
                    item=row["item"] or "",
                    words=words_of(row["body"], names[row["pk"]]),
                )
            )
    return {pk: tuple(mentions) for pk, mentions in found.items()}
