"""The keys of a dossier as a whole: who has turned which, and what the reader can do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from accounts.people.models import User
from transitions.dossier import permissions
from transitions.dossier.choices import Side, Standing
from transitions.dossier.models import Signature
from transitions.dossier.queries.dossier import DossierPage
from transitions.plans.models import Transition
from transitions.plans.permissions import may_manage
from transitions.plans.queries import releasing


@dataclass(frozen=True, slots=True)
class Key:
    """One key: whose it is, whether it is turned, and whether the dossier changed since.

    `stamp` is of what who turns it has to have seen.
    """

    side: Side
    person: User
    signature: Signature | None
    has_changed: bool
    may_turn: bool
    may_take_back: bool
    stamp: str


@dataclass(frozen=True, slots=True)
class Keys:
    """The three keys; `is_ready` says whether the dossier can be accepted without reservations,
    `who_else` who releases it where the reader manages it and takes over themselves.
    """

    outgoing: Key
    incoming: Key
    manager: Key
    is_ready: bool
    who_else: str = ""

    @property
    def all(self) -> tuple[Key, ...]:
        return (self.outgoing, self.incoming, self.manager)

    def of(self, side: Side) -> Key:
        """The key of a side."""
        return {one.side: one for one in self.all}[side]


def keys(transition: Transition, page: DossierPage, user: User) -> Keys:
    """The keys of a dossier, for who looks at its page; one query, three for a manager who takes
    over.
    """
    turned = {Side(one.side): one for one in signatures(transition)}
    stamps = _stamps(page, turned)
    content = content_of(page)
    people = {
        Side.OUTGOING: transition.outgoing,
        Side.INCOMING: transition.incoming,
        Side.MANAGER: transition.manager,
    }

    def key(side: Side) -> Key:
        signature, may = turned.get(side), permissions.may_sign(user, transition, side)
        return Key(
            side=side,
            person=signature.by if signature else people[side],
            signature=signature,
            has_changed=signature is not None and signature.stamp != content,
            may_turn=may and signature is None,
            may_take_back=may and signature is not None,
            stamp=stamps[side],
        )

    return Keys(
        key(Side.OUTGOING),
        key(Side.INCOMING),
        key(Side.MANAGER),
        is_ready(page),
        _who_else(transition, user) if Side.MANAGER not in turned else "",
    )


def _who_else(transition: Transition, user: User) -> str:
    is_own = user.pk == transition.incoming_id and may_manage(user, transition)
    waits = transition.is_active and not transition.has_moved
    return releasing.who_else(transition) if is_own and waits else ""


def is_ready(page: DossierPage) -> bool:
    """Whether every section is accepted and no question is open."""
    every = all(one.standing == Standing.ACCEPTED for one in page.parts)
    return every and not page.open_questions


def signatures(transition: Transition) -> Iterable[Signature]:
    """What was signed and counts, the oldest first; one query."""
    return transition.signatures.counting().select_related("by")


def content_of(page: DossierPage) -> str:
    """What all sections hold, in one stamp."""
    return _hashed([(one.name, one.stamp) for one in page.parts])


def _stamps(page: DossierPage, turned: Mapping[Side, Signature]) -> dict[Side, str]:
    """What each has to have seen: the sections; what was said and asked; and what was signed."""
    content = content_of(page)
    said = [(one.name, one.standing.value) for one in page.parts]
    asked = [(one.pk, one.version) for one in page.questions]
    signed = [(one.pk, one.reservations) for one in turned.values() if one.side != Side.MANAGER]
    return {
        Side.OUTGOING: content,
        Side.INCOMING: _hashed([content, said, asked]),
        Side.MANAGER: _hashed([content, said, asked, sorted(signed)]),
    }


def _hashed(seen: object) -> str:
    return sha256(repr(seen).encode()).hexdigest()
