"""What allauth asks us: who may come in, how, and where links lead."""

from accounts.people.adapter.account import AccountAdapter
from accounts.people.adapter.openid import OpenIDAccountAdapter
from accounts.people.adapter.password import AdministratorsOnlyBackend
from accounts.people.adapter.second_factor import SecondFactorAdapter

__all__ = [
    "AccountAdapter",
    "AdministratorsOnlyBackend",
    "OpenIDAccountAdapter",
    "SecondFactorAdapter",
]
