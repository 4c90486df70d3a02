"""What is asked and answered. Each form knows the operation behind it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django import forms

from accounts.clients.choices import Level
from accounts.people.models import User
from config.lib import words
from config.lib.comparing import Comparing
from config.lib.forms import answer
from transitions.dossier.forms.base import confidential, level_of, text
from transitions.dossier.models import Question
from transitions.dossier.operations import questions
from transitions.dossier.permissions import keeps_level
from transitions.dossier.queries.dossier import DossierPage
from transitions.dossier.queries.prompts import BankPrompt
from transitions.plans.forms.keys import RequestKey
from transitions.plans.forms.written import WrittenForm
from transitions.plans.models import Transition
from transitions.plans.operations.working import Who


class OfBank(WrittenForm):
    """A form on a prompt of the bank: it counts for the words that the page showed."""

    prompt: BankPrompt | None

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if self.prompt and typed.get("seen") not in {None, self.prompt.version}:
            answer(self, "seen", str(self.prompt.version))
            raise forms.ValidationError(
                "The words of this question were changed since you opened it. "
                "Read them again, then send it."
            )
        return typed


class AskForm(OfBank):
    """A question to who hands over, in own words or from the bank."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    request_key = RequestKey()
    section = forms.ChoiceField(label="About")
    text = text(
        "What do you want to know?",
        "One question at a time.",
        most=500,
        required="Write what you want to know.",
    )
    due_on = forms.DateField(label="Answer by", widget=forms.DateInput)
    is_confidential = confidential()

    def __init__(
        self,
        found: Transition,
        page: DossierPage,
        *args: Any,
        due_on: date,
        section: str = "",
        prompt: BankPrompt | None = None,
        **kwargs: Any,
    ) -> None:
        self.found, self.prompt, self.page = found, prompt, page
        known = {"section": section, "due_on": due_on, "seen": prompt and prompt.version}
        super().__init__(*args, initial=known, **kwargs)
        self.fields["section"].choices = [(one.name, one.title) for one in page.parts]  # type: ignore[attr-defined]
        last = words.long_day(page.last_day)
        name = found.outgoing.first_name
        leaves = found.outgoing.last_day_on
        why = f", before {name} leaves" if leaves and leaves > page.last_day else ""
        self.fields["due_on"].help_text = f"Until {last} at the latest{why}."
        if prompt:
            del self.fields["section"], self.fields["text"]

    def clean_due_on(self) -> date:
        """A day on which somebody can still answer; the operation looks again."""
        due_on: date = self.cleaned_data["due_on"]
        today, last = self.page.today, self.page.last_day
        if due_on > last or last < today:
            raise forms.ValidationError(questions.too_late(self.found, last, today))
        if due_on < today:
            raise forms.ValidationError("This day is over. Choose today or a later one.")
        return due_on

    def act(self, who: Who) -> str:
        typed = self.cleaned_data
        asked = questions.Asked(
            section=typed.get("section", ""),
            text=self.prompt.text if self.prompt else typed["text"].strip(),
            due_on=typed["due_on"],
            prompt=self.prompt.key if self.prompt else "",
            level=level_of(typed),
        )
        questions.ask(self.found.pk, asked, replace(who, key=typed["request_key"]))
        return f"Asked. {self.found.outgoing.first_name} answers in the dossier."


class AnswerForm(Comparing, WrittenForm):
    """The answer to a question, held to the version that the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    answer = text(
        "Your answer",
        "Whoever sees this transition reads it, unless it is confidential.",
        most=4000,
        required="Write what you know. “I do not know” is an answer, too.",
    )
    is_confidential = confidential()

    def __init__(
        self, found: Transition, question: Question, *args: Any, by: User, **kwargs: Any
    ) -> None:
        self.found, self.question = found, question
        known = {
            "version": question.version,
            "answer": question.answer,
            "is_confidential": question.level == Level.CONFIDENTIAL,
        }
        super().__init__(*args, initial=known, **kwargs)
        if keeps_level(by, found, question):
            self.fields["answer"].help_text = "The question is confidential, and so is your answer."
            del self.fields["is_confidential"]

    def act(self, who: Who) -> str:
        typed = self.cleaned_data
        told = typed["answer"].strip()
        level = level_of(typed) if "is_confidential" in typed else ""
        questions.answer(self.question.pk, told, who, version=typed["version"], level=level)
        return "Answered. It stands in the dossier."

    def renew(self, found: Transition) -> None:
        self.question.refresh_from_db()
        answer(self, "version", str(self.question.version))
        typed = {"answer": self.cleaned_data["answer"].strip()}
        self.set_beside(lambda name: getattr(self.question, name), typed)


class TellForm(OfBank):
    """The answer to a prompt of the bank that nobody asked."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    answer = text(
        "Your answer",
        "Whoever sees this transition reads it, unless it is confidential.",
        most=4000,
        required="Write what you know. “I do not know” is an answer, too.",
    )
    is_confidential = confidential()

    def __init__(self, found: Transition, prompt: BankPrompt, *args: Any, **kwargs: Any) -> None:
        self.found, self.prompt, self.asks = found, prompt, prompt
        super().__init__(*args, initial={"seen": prompt.version}, **kwargs)

    def act(self, who: Who) -> str:
        told = self.cleaned_data["answer"].strip()
        level = level_of(self.cleaned_data)
        questions.tell(self.found.pk, self.asks.key, told, who, level=level)
        return "Answered. It stands in the dossier."

    def renew(self, found: Transition) -> None:
        """Somebody asked or told it meanwhile; the view goes on with `over`."""

    def over(self, question: Question, by: User) -> AnswerForm:
        """The same words as an answer to what was asked or told meanwhile."""
        typed = {**self.cleaned_data, "version": question.version}
        form = AnswerForm(self.found, question, typed, by=by)
        form.full_clean()
        if question.answered_at:
            form.renew(self.found)
        form.add_error(
            None, "This was asked or answered since you opened it. Save again to answer."
        )
        return form
