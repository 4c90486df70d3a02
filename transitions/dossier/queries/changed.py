"""What changed in a section since it was accepted, or confirmed."""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.db.models import Q

from accounts.audit.choices import OF_SECTION, Subject
from accounts.audit.queries.audited import labels
from accounts.audit.queries.changes import Line, lines, of_account
from accounts.people.models import User
from transitions.dossier.choices import Answer
from transitions.dossier.models import Seal

SUBJECTS = {"people": (Subject.CONTACT,), **OF_SECTION}
MOST = 20


def changed_since(seal: Seal, user: User) -> list[Line]:
    """The changes of a section since it was accepted, or else confirmed; one query.

    At most twenty, the newest first; the page of changes of the account has all of them.
    """
    is_accepted = seal.answer == Answer.ACCEPTED
    since = seal.answered_at if is_accepted else seal.confirmed_at
    subjects = SUBJECTS.get(seal.section, ())
    if since is None or not subjects:
        return []
    values = [subject.value for subject in subjects]
    of_section = reduce(or_, (Q(what=one) | Q(what__startswith=f"{one}.") for one in values))
    found = of_account(seal.transition.account, user).filter(of_section, happened_at__gt=since)
    return lines(found.order_by("-happened_at", "-pk")[:MOST], labels(subjects))
