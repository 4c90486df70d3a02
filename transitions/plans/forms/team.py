"""Who joins a team, and who takes over a role on it."""

from __future__ import annotations

from typing import Any

from django import forms

from accounts.people.models import User, UserQuerySet
from config.lib.forms import Form, answer
from transitions.plans import permissions
from transitions.plans.choices import TeamRole
from transitions.plans.models import TeamMember, Transition
from transitions.plans.operations import team
from transitions.plans.operations.items import Who

WORDS = forms.Textarea(attrs={"rows": 3})


def people(role: TeamRole) -> UserQuerySet:
    """Who may hold a role."""
    return User.objects.filter(permissions.holders(role)).order_by("full_name")


class JoinForm(Form):
    """Somebody joins the team; the roles that are taken are not offered."""

    person = forms.ModelChoiceField(User.objects.none(), empty_label="Choose a person")
    role = forms.ChoiceField()
    role_name = forms.CharField(
        required=False, max_length=60, label="Name of the role", help_text="For “Other” only."
    )
    responsibilities = forms.CharField(
        required=False,
        max_length=2000,
        widget=WORDS,
        help_text="What they answer for. Left empty, it is what the role usually does.",
    )

    def __init__(self, transition: Transition, *args: Any, **kwargs: Any) -> None:
        self.transition = transition
        super().__init__(*args, **kwargs)
        taken = set(transition.team.values_list("role", flat=True)) - {TeamRole.OTHER}
        person, role = self.fields["person"], self.fields["role"]
        assert isinstance(person, forms.ModelChoiceField)  # noqa: S101 - declared above
        assert isinstance(role, forms.ChoiceField)  # noqa: S101 - declared above
        person.queryset = people(TeamRole.OTHER)
        role.choices = [choice for choice in TeamRole.choices if choice[0] not in taken]

    def clean(self) -> dict[str, Any]:
        answers: dict[str, Any] = super().clean() or self.cleaned_data
        if answers.get("role") == TeamRole.OTHER and not answers.get("role_name"):
            self.add_error("role_name", "Say what the role is called.")
        return answers

    def renew(self) -> None:
        """Nothing to look at again: a new row replaces none."""

    def act(self, who: Who) -> TeamMember:
        return team.add(
            self.transition.pk,
            team.Joining(
                TeamRole(self.cleaned_data["role"]),
                self.cleaned_data["person"],
                role_name=self.cleaned_data["role_name"],
                responsibilities=self.cleaned_data["responsibilities"],
            ),
            by=who.by,
            now=who.now,
        )


class MemberForm(Form):
    """Another person in a role, or other responsibilities."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    person = forms.ModelChoiceField(User.objects.none(), empty_label=None)
    responsibilities = forms.CharField(
        required=False, max_length=2000, widget=WORDS, help_text="What they answer for."
    )

    def __init__(self, member: TeamMember, *args: Any, **kwargs: Any) -> None:
        self.member = member
        kwargs["initial"] = {
            "seen": member.fingerprint,
            "person": member.person_id,
            "responsibilities": member.responsibilities,
        }
        super().__init__(*args, **kwargs)
        person = self.fields["person"]
        assert isinstance(person, forms.ModelChoiceField)  # noqa: S101 - declared above
        present = User.objects.filter(pk=member.person_id)
        role = TeamRole(member.role)
        person.queryset = present if role == TeamRole.OUTGOING else people(role) | present

    def renew(self) -> None:
        """Count from what the row says now, so that saving again is a decision."""
        current = TeamMember.objects.filter(pk=self.member.pk).first()
        answer(self, "seen", current.fingerprint if current else "")

    def act(self, who: Who) -> TeamMember:
        return team.change(
            self.member.pk,
            team.Edit(
                self.cleaned_data["person"],
                self.cleaned_data["responsibilities"],
                self.cleaned_data["seen"],
            ),
            by=who.by,
            now=who.now,
        )
