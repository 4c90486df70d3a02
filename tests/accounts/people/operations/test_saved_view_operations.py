"""A view that is deleted in another window."""

import pytest

from accounts.people.choices import ListName
from accounts.people.models import SavedView, User
from accounts.people.operations import saved_views
from accounts.people.operations.saved_views import CannotKeep, NamedView


@pytest.fixture
def gone(owner: User) -> SavedView:
    """A view as a window still has it that was open before another one deleted the view."""
    view = saved_views.save(owner, NamedView(ListName.ACCOUNTS, "Mine", "q=bright"))
    saved_views.delete(SavedView.objects.get(pk=view.pk))
    return view


def test_a_deleted_view_is_not_renamed(gone: SavedView) -> None:
    with pytest.raises(CannotKeep, match="was deleted meanwhile"):
        saved_views.rename(gone, "Ours")

    assert not SavedView.objects.exists()


def test_a_deleted_view_is_not_overwritten(gone: SavedView) -> None:
    with pytest.raises(CannotKeep, match="was deleted meanwhile"):
        saved_views.overwrite(gone, "q=water")

    assert not SavedView.objects.exists()
