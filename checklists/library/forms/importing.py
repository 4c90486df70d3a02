from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from checklists.library.rules import shipped_file
from checklists.library.rules.plan import TemplatePlan
from checklists.library.rules.shipped_file import MOST_BYTES, UnsoundFile
from config.lib import words
from config.lib.forms import Form, answer

SHOWN = 100
"""How many problems of a file are listed; who has mended those sends it again."""
NO_FILE = "Choose a file, or paste what it says."
TOO_LARGE = f"This file is larger than {MOST_BYTES // 1000} KB. No template is."


class ImportForm(Form):
    """A template file, chosen or pasted; what a chosen file says is shown to be worked on."""

    marks_optional = False

    file = forms.FileField(
        required=False,
        allow_empty_file=True,
        label="File",
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml,text/yaml,application/yaml"}),
        help_text="A YAML file that this site or another Changeover has exported.",
    )
    text = forms.CharField(
        required=False,
        strip=False,
        label="Or paste it",
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false", "class": "tpl-yaml"}),
    )
    seen = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, files: Any = None) -> None:
        super().__init__(data.copy() if data is not None else None, files)
        self.plan: TemplatePlan | None = None
        self.found: list[str] = []

    @property
    def has_file(self) -> bool:
        """Whether a file was chosen, which nobody has seen as text yet."""
        return bool(self.files.get("file"))

    def clean_file(self) -> UploadedFile[Any] | None:
        file: UploadedFile[Any] | None = self.cleaned_data["file"]
        if file and (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(TOO_LARGE)
        return file

    def clean(self) -> None:
        super().clean()
        if self.errors:
            return
        file = self.cleaned_data["file"]
        content = file.read() if file else self.cleaned_data["text"].encode(errors="replace")
        if file:
            answer(self, "text", content.decode(errors="replace").replace("\x00", "�"))
        if not content.strip():
            self.add_error("file" if file else "text", NO_FILE)
            return
        try:
            self.plan = shipped_file.parse(content)
        except UnsoundFile as error:
            self.say(error.problems)

    def say(self, problems: tuple[str, ...]) -> None:
        """Refuse the file whole; every problem stands with its line below where it came from."""
        self.found = list(problems[:SHOWN])
        more = len(problems) - len(self.found)
        if more:
            self.found.append(f"And {words.count(more, 'more problem')}.")
        said = f"{words.count(len(problems), 'problem')} in this file. Nothing was imported."
        if self.has_file:
            mend = "Correct the file and choose it again, or correct the text below and send that."
            self.add_error("file", f"{said} {mend}")
        else:
            self.add_error("text", f"{said} Correct the text here and send it again.")
