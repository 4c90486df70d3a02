"""Who is signed in, and passwords where everybody else comes in by OpenID Connect."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend

from accounts.people.models import User
from config.lib.kept import Kept

FINDING: Kept[User] = Kept(lambda pk: User.objects.filter(pk=pk))


class PasswordBackend(AuthenticationBackend):
    """Finds who is signed in, for every page, by a query that is written once."""

    def get_user(self, user_id: int) -> User | None:
        found = FINDING.get(user_id)
        return found if found is not None and self.user_can_authenticate(found) else None


class AdministratorsOnlyBackend(PasswordBackend):
    """Refuses the right password, too, of everybody but administrators.

    They keep theirs, so that somebody gets in while the provider is down. The password is
    compared all the same: the time it takes tells nothing.
    """

    def _check_password(self, user: User | None, password: str) -> User | None:
        found: User | None = super()._check_password(user, password)
        return found if found is not None and found.is_administrator else None
