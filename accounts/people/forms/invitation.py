"""Who is invited, and what they answer who accept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html

from accounts.people import permissions
from accounts.people.choices import Role
from accounts.people.forms.passwords import NewPassword
from accounts.people.forms.places import country_field, time_zone_choices
from accounts.people.models import Invitation, Team, User
from accounts.people.operations.invitations import Invitee, Newcomer
from accounts.people.queries import invitations, people
from config.lib.forms import Form


class InvitationForm(Form):
    """An address, a name, a role and a team."""

    email = forms.EmailField(label="E-mail", help_text="The link goes there; they sign in with it.")
    full_name = forms.CharField(label="Name", max_length=120)
    role = forms.ChoiceField(initial=Role.KAM)
    team = forms.ModelChoiceField(Team.objects.all(), required=False, empty_label="No team yet")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        roles: Any = self.fields["role"]
        roles.choices = [(role.value, role.label) for role in permissions.roles_to_give(user)]

    def clean_email(self) -> str:
        """Refuse an address that is in use, with a way to whom or what it belongs."""
        email: str = self.cleaned_data["email"].lower()
        if owner := people.by_address(email):
            sentence = 'This address belongs to <a href="{}">{}</a> already.'
            if not owner.is_active:
                sentence = (
                    'This address belongs to <a href="{}">{}</a>, who was deactivated. '
                    "An administrator can let them in again."
                )
            raise ValidationError(format_html(sentence, owner.get_absolute_url(), owner))
        if waiting := invitations.waiting_for(email):
            raise ValidationError(
                f"{waiting.full_name} was invited with this address already. "
                "Send that invitation again, or withdraw it first."
            )
        return email

    def invitee(self) -> Invitee:
        answers = self.cleaned_data
        return Invitee(
            answers["email"], answers["full_name"], Role(answers["role"]), answers["team"]
        )


class AcceptForm(NewPassword):
    """What somebody answers who was invited."""

    full_name = forms.CharField(
        label="Your name", max_length=120, widget=forms.TextInput({"autocomplete": "name"})
    )
    country = country_field(help_text="Its public holidays are skipped.")
    time_zone = forms.ChoiceField(help_text="Decides what “today” is, and when the digest comes.")
    field_order = ["full_name", "country", "time_zone", "password1", "password2"]

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.invitation = invitation
        sender = invitation.invited_by
        zones: Any = self.fields["time_zone"]
        zones.choices = time_zone_choices(sender.time_zone)
        self.initial = {
            "full_name": invitation.full_name,
            "time_zone": sender.time_zone,
            "country": sender.country,
        }

    def person_of(self, answers: dict[str, Any]) -> User:
        return User(email=self.invitation.email, full_name=answers.get("full_name", ""))

    def newcomer(self) -> Newcomer:
        answers = self.cleaned_data
        return Newcomer(
            full_name=answers["full_name"],
            password=answers["password1"],
            time_zone=answers["time_zone"],
            country=answers["country"],
        )
