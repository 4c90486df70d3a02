"""Customer accounts, their contacts, and who looked after them when."""

from datetime import date
from decimal import Decimal

from factory.declarations import SelfAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from accounts.clients.models import Access, Account, Contact, Ownership
from tests.factories.people import UserFactory


class AccountFactory(DjangoModelFactory[Account]):
    class Meta:
        model = Account

    name = Sequence(lambda number: f"Fennimore Glass {number}")
    owner = SubFactory(UserFactory)
    annual_revenue = Decimal("1240000.00")
    currency = "EUR"


class ContactFactory(DjangoModelFactory[Contact]):
    class Meta:
        model = Contact

    account = SubFactory(AccountFactory)
    name = Sequence(lambda number: f"Margit Contact{number}")
    position = "Head of procurement"


class OwnershipFactory(DjangoModelFactory[Ownership]):
    class Meta:
        model = Ownership

    account = SubFactory(AccountFactory)
    person = SelfAttribute("account.owner")
    from_on = date(2022, 3, 1)


class AccessFactory(DjangoModelFactory[Access]):
    class Meta:
        model = Access

    account = SubFactory(AccountFactory)
    person = SubFactory(UserFactory)
