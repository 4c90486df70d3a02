"""In which comments many people were mentioned, and nobody has told them yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from accounts.people.models import User
from transitions.comments.queries.mentions import gathered, untold_of
from transitions.reminders.queries.seeing import Sight, members_of
from transitions.reminders.rules.agenda import Mentioned


def mentioned(people: Sequence[User]) -> dict[int, tuple[Mentioned, ...]]:
    """What each person was mentioned in and has not read, by person; one query.

    Only on transitions that the person still may see.
    """
    waiting = untold_of([person.pk for person in people])
    rows = gathered(waiting.annotate(members=members_of("comment__transition")))
    teams = {row.comment.transition_id: vars(row)["members"] for row in rows}
    sight = Sight({transition_id: team for transition_id, team in teams.items() if team})
    by_pk = {person.pk: person for person in people}
    found: dict[int, list[Mentioned]] = defaultdict(list)
    for row, words in rows.items():
        comment = row.comment
        if sight.sees(by_pk[row.person_id], comment.transition):
            found[row.person_id].append(
                Mentioned(
                    pk=row.pk,
                    comment_id=comment.pk,
                    transition_id=comment.transition_id,
                    who=comment.author.full_name,
                    account=comment.transition.account.name,
                    item=comment.item.title if comment.item else "",
                    words=words,
                )
            )
    return {pk: tuple(mentions) for pk, mentions in found.items()}
