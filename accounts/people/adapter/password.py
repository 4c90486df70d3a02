"""Passwords, where everybody else comes in by OpenID Connect."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend

from accounts.people.models import User


class AdministratorsOnlyBackend(AuthenticationBackend):
    """Refuses the right password, too, of everybody but administrators.

    They keep theirs, so that somebody gets in while the provider is down. The password is
    compared all the same: the time it takes tells nothing.
    """

    def _check_password(self, user: User | None, password: str) -> User | None:
        found: User | None = super()._check_password(user, password)
        return found if found is not None and found.is_administrator else None
