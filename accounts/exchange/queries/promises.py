"""Which commitments the rows of a file mean without an id: by account, words and days."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set

from accounts.exchange.queries.lines import Line
from accounts.exchange.rules.promises import Held, meant
from accounts.profile.models import Commitment


def promises_meant(
    lines: Sequence[Line],
    taken: Sequence[Set[int]],
    ids_of: Callable[[Iterable[int]], Mapping[int, str]],
) -> dict[int, int]:
    """The commitments that rows mean, by the numbers of these rows; two queries.

    Args:
        lines: rows that no id has found.
        taken: commitments that other rows of the file mean, in several sets that stay as they are.
        ids_of: by which ids the other system knows commitments; those of other ids are not meant.
    """
    held: dict[tuple[int, str], list[Held]] = {_words(line): [] for line in lines}
    rows = Commitment.objects.filter(account__in={of for of, _ in held}).order_by()
    for of, promise, *rest in rows.values_list("account", "promise", *Held._fields):
        if (key := (of, promise.lower())) in held:
            held[key].append(Held(*rest))
    has_ids = any(line.external_id for line in lines)
    ids = ids_of(one.pk for several in held.values() for one in several) if has_ids else {}
    gone: set[int] = set()
    found: dict[int, int] = {}
    for line in lines:
        own = line.external_id
        free = (one for one in held[_words(line)] if not own or ids.get(one.pk, own) == own)
        left = (one for one in free if not any(one.pk in pks for pks in (gone, *taken)))
        if pk := meant(line.values, left):
            found[line.number] = pk
            gone.add(pk)
    return found


def _words(line: Line) -> tuple[int, str]:
    return line.values["account_id"], line.values["promise"].lower()
