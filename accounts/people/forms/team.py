"""What administrators answer about a team."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.people.models import Team, User
from accounts.people.operations.teams import NameTaken
from accounts.people.queries import teams
from config.lib.comparing import Comparing
from config.lib.forms import Form, answer


class TeamForm(Comparing, Form):
    """A name and who leads."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(max_length=100)
    lead = forms.ModelChoiceField(
        User.objects.none(),
        required=False,
        empty_label="Nobody yet",
        help_text="A manager. They see the accounts of everybody in the team.",
    )

    def __init__(self, *args: Any, team: Team | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.team = team
        self.saved: Team | None = None
        leads: Any = self.fields["lead"]
        leads.queryset = teams.possible_leads(team)
        if team:
            self.initial = {"name": team.name, "lead": team.lead_id, "seen": team.version}

    def clean_name(self) -> str:
        name: str = " ".join(self.cleaned_data["name"].split())
        if teams.is_name_taken(name, besides=self.team):
            raise ValidationError(str(NameTaken()))
        return name

    def renew(self, saved: Team) -> None:
        """Show what somebody else saved; sending the form again replaces it."""
        answer(self, "seen", saved.version)
        self.saved = saved
