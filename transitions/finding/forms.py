"""What an address asks for."""

from __future__ import annotations

from django import forms

from transitions.finding.choices import Kind

LONGEST = 200
BIGGEST_PAGE = 1000


class AskedForm(forms.Form):
    """A text, and where a whole page of one kind is wanted, which."""

    q = forms.CharField(
        label="Search",
        max_length=LONGEST,
        required=False,
        error_messages={
            "max_length": f"Search for less: {LONGEST} letters are enough.",
            "null_characters_not_allowed": "This has a sign in it that no name has.",
        },
    )
    kind = forms.ChoiceField(choices=[("", "Everything"), *Kind.choices], required=False)
    page = forms.IntegerField(min_value=1, max_value=BIGGEST_PAGE, required=False)

    @property
    def text(self) -> str:
        return str(self.cleaned_data.get("q") or "")

    @property
    def only(self) -> str:
        """The kind that is asked for; one that does not exist counts as not asked for."""
        return str(self.cleaned_data.get("kind") or "")

    @property
    def number(self) -> int:
        return int(self.cleaned_data.get("page") or 1)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed yet, so that this is what somebody came for."""
        return not self.data.get("q")

    @property
    def refusal(self) -> str:
        """Why the text cannot be looked for; empty where it can."""
        return " ".join(map(str, self.errors.get("q", [])))
