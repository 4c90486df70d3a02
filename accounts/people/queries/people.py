"""Who there is."""

from collections.abc import Collection

from accounts.people.models import User, UserQuerySet

DEMO_DOMAIN = "@norvane.example"


def exist() -> bool:
    """Whether there is anybody at all, active or not."""
    return User.objects.exists()


def of_the_demo() -> UserQuerySet:
    """The people of the demo company who can sign in, in the order the demo names them."""
    return User.objects.active().filter(email__endswith=DEMO_DOMAIN).order_by("pk")


def by_address(email: str) -> User | None:
    """Who has an address, active or not, however it is written."""
    return User.objects.filter(email__iexact=email).first() if email else None


def names(ids: Collection[int]) -> dict[int, tuple[str, bool]]:
    """What people are called and whether they can sign in, by id; one query."""
    found = User.objects.filter(pk__in=ids).order_by().values_list("pk", "full_name", "is_active")
    return {pk: (name, is_active) for pk, name, is_active in found}
