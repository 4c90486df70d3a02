"""Who takes part in a new transition."""

from __future__ import annotations

from typing import Any

from accounts.clients.models import Account
from accounts.people.models import User
from checklists.library.choices import ItemRole
from config.lib import words
from transitions.plans.forms.new.questions import QuestionsForm
from transitions.plans.queries import new_page

PEOPLE = ("incoming", "manager", "hr", "backup")


class PeopleForm(QuestionsForm):
    """Who holds which role, and who cannot."""

    @property
    def chosen_account(self) -> Account | None:
        """The account, also where it cannot be handed over now."""
        account: Account | None = self.cleaned_data.get("account") or self.taken_account
        return account

    @property
    def holders(self) -> dict[str, User]:
        """Who holds which role, as far as people have been chosen."""
        account = self.chosen_account
        people: dict[str, Any] = {ItemRole.OUTGOING: account.owner if account else None}
        roles = (ItemRole.INCOMING, ItemRole.MANAGER, ItemRole.HR)
        people |= {role: self.cleaned_data.get(role.value) for role in roles}
        return {role: person for role, person in people.items() if isinstance(person, User)}

    @property
    def kams(self) -> str:
        """The two KAMs by first name, once both are known; for who is gone, the manager."""
        holders = self.holders
        outgoing, incoming = (holders.get(each) for each in (ItemRole.OUTGOING, ItemRole.INCOMING))
        if outgoing and not outgoing.is_active:
            outgoing = holders.get(ItemRole.MANAGER)
        if not (outgoing and incoming):
            return ""
        names = [person.first_name for person in dict.fromkeys((outgoing, incoming))]
        return words.listing(names)

    def name_manager(self) -> None:
        """Whoever leads the team, where nobody was chosen."""
        account = self.chosen_account
        if account and not self.cleaned_data.get("manager") and "manager" not in self.errors:
            self.cleaned_data["manager"] = new_page.manager_for(self.user, account)

    def check_people(self) -> None:
        """Nobody takes over from themselves, and a backup is a third person."""
        account, incoming = self.chosen_account, self.cleaned_data.get("incoming")
        if account and incoming and incoming.pk == account.owner_id:
            self.add_error(
                "incoming", f"{incoming.first_name} hands this account over. Choose someone else."
            )
        backup = self.cleaned_data.get("backup")
        if backup and backup in {account.owner if account else None, incoming}:
            self.add_error(
                "backup", f"{backup.first_name} is one of the two KAMs. Choose someone else."
            )

    def check_leaver(self) -> None:
        """Who takes over is still here when ownership moves."""
        incoming, owns_on = self.cleaned_data.get("incoming"), self.cleaned_data.get("owns_on")
        if incoming and owns_on and incoming.leaves_by(owns_on):
            self.add_error(
                "incoming",
                f"{incoming.first_name} leaves on {self.say(incoming.last_day_on)}, before "
                "ownership moves. Choose someone else.",
            )

    def say_who_steps_in(self) -> None:
        """What an empty role means, and what a person in it gets."""
        manager = self.holders.get(ItemRole.MANAGER)
        name = manager.first_name if manager else "the sales manager"
        self["hr"].help_text = (
            "Gets the items of HR and sees the account."
            if self.cleaned_data.get("hr")
            else f"Nobody: {name} gets these items."
        )
        self["backup"].help_text = (
            "Sees the account and can tick items when a KAM is away."
            if self.cleaned_data.get("backup")
            else f"Nobody: {name} finds somebody when a KAM is away."
        )
