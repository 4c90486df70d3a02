"""Finding transitions by the number that people quote, such as TR-2026-031."""

from __future__ import annotations

import re

from django.db.models import Q

BEGUN = re.compile(r"tr-(\d{0,4})(?:(?<=\d{4})-)?", re.ASCII)
QUOTED = re.compile(r"(?:tr-)?([1-9]\d{3})-0*(\d{1,9})", re.ASCII)


def quoted(word: str, transition: str = "") -> Q:
    """The transitions that a folded word of a search may quote, as it is being typed; none where
    it looks like no reference.

    Args:
        word: “tr-2026-031” or “2026-031”, or the beginning of a reference: “tr-20”, “tr-2026”.
        transition: the path to the transition with two underscores behind, where rows have one.
    """
    if whole := QUOTED.fullmatch(word):
        year, number = int(whole[1]), int(whole[2])
        return Q(**{f"{transition}prepared_on__year": year, f"{transition}pk": number})
    begun = BEGUN.fullmatch(word)
    if begun is None:
        return Q()
    first, last = (max(int(begun[1].ljust(4, sign)), 1) for sign in "09")
    path = f"{transition}prepared_on__year"
    return Q(**{f"{path}__gte": first, f"{path}__lte": last})
