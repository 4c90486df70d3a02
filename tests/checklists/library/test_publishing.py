"""One version is published; the former retires with it, and a retired one can come back."""

import pytest

from accounts.people.models import User
from checklists.library.choices import Anchor, Origin, TemplateState
from checklists.library.models import Template, TemplateItem
from checklists.library.operations import drafts, publishing
from checklists.library.operations.holding import CannotEdit, Who
from checklists.library.operations.publishing import CannotPublish, ChangedSince
from checklists.library.queries.editor import latest_change
from tests.support.together import all_at_once, at_once

pytestmark = pytest.mark.django_db


def seen_by(user: User) -> list[int]:
    found = Template.objects.visible_to(user).filter(key="transfer")
    return sorted(found.values_list("version", flat=True))


def states(key: str = "transfer") -> dict[int, str]:
    return dict(Template.objects.filter(key=key).values_list("version", "state"))


def test_the_former_version_retires_in_the_same_moment(draft: Template, helena: Who) -> None:
    publishing.publish(draft.pk, seen=latest_change(draft), who=helena)

    assert states() == {1: TemplateState.RETIRED, 2: TemplateState.PUBLISHED}
    draft.refresh_from_db()
    assert (draft.published_by, draft.published_at) == (helena.by, helena.now)
    assert draft.changes.all()[0].said == "Published version 2, in place of version 1"


def test_what_cannot_be_planned_is_not_published_and_all_reasons_are_told(
    draft: Template, helena: Who
) -> None:
    items = TemplateItem.objects.filter(phase__template=draft)
    items.filter(key="list-contacts").update(offset=99)
    items.filter(key="meet-client").update(anchor=Anchor.END, offset=0)

    with pytest.raises(CannotPublish) as refusal:
        publishing.publish(draft.pk, seen=latest_change(draft), who=helena)

    assert [problem.item for problem in refusal.value.problems] == ["list-contacts", "first-call"]
    assert states() == {1: TemplateState.PUBLISHED, 2: TemplateState.DRAFT}


def test_nobody_publishes_what_they_have_not_seen(draft: Template, helena: Who) -> None:
    with pytest.raises(ChangedSince, match="Helena Brandt changed this draft"):
        publishing.publish(draft.pk, seen=0, who=helena)


def test_a_retired_version_comes_back_in_place_of_the_present_one(
    draft: Template, published: Template, helena: Who
) -> None:
    publishing.publish(draft.pk, seen=latest_change(draft), who=helena)

    publishing.bring_back(published.pk, helena)

    assert states() == {1: TemplateState.PUBLISHED, 2: TemplateState.RETIRED}
    with pytest.raises(CannotEdit, match="Version 1 is published meanwhile"):
        publishing.bring_back(published.pk, helena)


def test_retiring_leaves_no_version_in_use(published: Template, helena: Who) -> None:
    publishing.retire(published.pk, helena)

    assert states() == {1: TemplateState.RETIRED}
    with pytest.raises(CannotEdit, match="not in use"):
        publishing.retire(published.pk, helena)


def test_a_draft_of_a_new_release_is_set_aside_and_not_edited(
    draft: Template, owner: User, helena: Who
) -> None:
    drafts.delete(draft.pk, helena)
    Template.objects.filter(pk=draft.pk).update(state=TemplateState.DRAFT, origin=Origin.SHIPPED)

    with pytest.raises(CannotEdit, match="comes with Changeover"):
        drafts.change(draft.pk, {"days": 9}, seen="", who=helena)
    publishing.retire(draft.pk, helena)

    assert states() == {1: TemplateState.PUBLISHED, 2: TemplateState.RETIRED}
    assert seen_by(owner) == [1]
    publishing.bring_back(draft.pk, helena)
    publishing.retire(draft.pk, helena)
    assert seen_by(owner) == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_two_who_begin_the_next_version_at_once_get_one(published: Template, helena: Who) -> None:
    begun = at_once(lambda: drafts.next_version(published.pk, helena)[0].pk)

    assert len(set(begun)) == 1
    assert states() == {1: TemplateState.PUBLISHED, 2: TemplateState.DRAFT}


@pytest.mark.django_db(transaction=True)
def test_one_who_publishes_and_one_who_begins_a_version_do_not_wait_for_each_other(
    draft: Template, published: Template, helena: Who
) -> None:
    publishing.publish(draft.pk, seen=latest_change(draft), who=helena)

    all_at_once(
        [
            lambda: publishing.bring_back(published.pk, helena).pk,
            lambda: drafts.next_version(published.pk, helena)[0].pk,
        ]
    )

    assert states() == {
        1: TemplateState.PUBLISHED,
        2: TemplateState.RETIRED,
        3: TemplateState.DRAFT,
    }
