"""The name of a view, and what it keeps."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from django import forms

from accounts.people.choices import ListName
from accounts.people.models import SavedView
from accounts.people.operations.saved_views import NamedView
from config.lib.forms import Form, ModelForm

PASSING = {"page", "view", "csrfmiddlewaretoken"}
"""What an address says only for the moment."""


class ShownForm(Form):
    """What a list shows now, as a part of its address."""

    query = forms.CharField(required=False, max_length=5000, strip=False, widget=forms.HiddenInput)

    def clean_query(self) -> str:
        """The questions only, in one order, so that two addresses can be compared."""
        asked = parse_qsl(self.cleaned_data["query"].lstrip("?"))
        return urlencode(sorted(pair for pair in asked if pair[0] not in PASSING))


class ViewForm(ShownForm):
    """A list as it is shown now, and the name it is kept under."""

    name = forms.CharField(max_length=60)
    list_name = forms.ChoiceField(choices=ListName.choices, widget=forms.HiddenInput)

    @property
    def named_view(self) -> NamedView:
        answers = self.cleaned_data
        return NamedView(ListName(answers["list_name"]), answers["name"], answers["query"])


class RenameForm(ModelForm[SavedView]):
    """Another name for a view."""

    class Meta:
        model = SavedView
        fields = ["name"]
