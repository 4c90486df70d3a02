"""What the views of comments share: who looks, and what they may see and say."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.people.views.guards import person
from config.lib.mail.operations import DELIVERY
from config.lib.queue import nudge
from transitions.comments import permissions
from transitions.comments.models import Comment, CommentQuerySet
from transitions.comments.queries.thread import Viewer, loaded
from transitions.plans.models import Transition
from transitions.plans.operations.items import ReadsOnly
from transitions.plans.queries import reach
from transitions.plans.views.answers import load

__all__ = ["load", "of_transition", "viewer", "worked_on"]


def viewer(request: HttpRequest, found: Transition) -> Viewer:
    return Viewer(person(request), found, timezone.localdate(), timezone.now())


def of_transition(request: HttpRequest, transition_id: int) -> CommentQuerySet:
    """The comments of a transition that the reader may see."""
    return Comment.objects.visible_to(person(request)).filter(transition=transition_id)


def one_comment(request: HttpRequest, transition_id: int, comment_id: int) -> Comment:
    """A comment that the reader may see, with all that an entry shows, or 404."""
    visible = loaded(of_transition(request, transition_id))
    return get_object_or_404(visible.select_related("transition__account"), pk=comment_id)


def reach_of(request: HttpRequest, transition_id: int) -> tuple[Transition, bool]:
    """A transition that the reader sees with the little that a thread asks for, and whether they
    may comment on it; 404 for strangers.
    """
    try:
        found, on_team = reach.find(person(request), pk=transition_id)
    except Transition.DoesNotExist as error:
        raise Http404 from error
    return found, permissions.may_comment(person(request), found, on_team=on_team)


def worked_on(request: HttpRequest, transition_id: int) -> Transition:
    """One on which the reader may comment; 403 for those who only read."""
    found, may_comment = reach_of(request, transition_id)
    if not may_comment:
        raise ReadsOnly
    return found


def send_mails() -> None:
    """Let a worker look at once whether somebody is to be told by mail."""
    nudge(DELIVERY)
