"""What is asked, answered and refused. Each form knows the operation behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms

from accounts.clients.choices import Level
from config.lib import words
from config.lib.comparing import Comparing
from config.lib.forms import Form, answer
from config.lib.secrets import no_secrets
from transitions.dossier.choices import Side
from transitions.dossier.models import Question
from transitions.dossier.operations import prompts, questions, seals, signing
from transitions.dossier.operations.signing import Signing
from transitions.dossier.queries.bank import SECTIONS
from transitions.dossier.queries.dossier import DossierPage
from transitions.dossier.queries.prompts import BankPrompt
from transitions.plans.forms.keys import RequestKey
from transitions.plans.forms.written import WrittenForm
from transitions.plans.models import Transition
from transitions.plans.operations.working import Who


def text(label: str, hint: str, *, most: int, required: str) -> forms.CharField:
    return forms.CharField(
        max_length=most,
        label=label,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": required},
        validators=[no_secrets],
    )


def confidential() -> forms.BooleanField:
    return forms.BooleanField(
        label="Confidential",
        required=False,
        help_text="Only both account managers, who manages this, who leads them and administrators"
        " read the question and its answer.",
    )


def level_of(typed: dict[str, Any]) -> Level:
    return Level.CONFIDENTIAL if typed["is_confidential"] else Level.OPEN


class RefuseForm(WrittenForm):
    """Why a section is refused."""

    stamp = forms.CharField(widget=forms.HiddenInput)
    reason = text(
        "What is missing or wrong?",
        "It goes to who hands over, and to the log.",
        most=500,
        required="Say what is missing or wrong, so that it can be put right.",
    )

    def __init__(
        self, found: Transition, section: str, *args: Any, stamp: Callable[[], str], **kwargs: Any
    ) -> None:
        self.found, self.section, self.now_stamp = found, section, stamp
        super().__init__(*args, **kwargs)

    def act(self, who: Who) -> str:
        typed = self.cleaned_data
        shown = seals.Shown(self.section, typed["stamp"])
        seals.refuse(self.found.pk, shown, typed["reason"], who)
        return f"Refused. {self.found.outgoing.first_name} reads why, and confirms it anew."

    def renew(self, found: Transition) -> None:
        """Whoever has read what changed refuses that."""
        answer(self, "stamp", self.now_stamp())


class ReserveForm(WrittenForm):
    """What who takes over does not accept yet, beside all that they do."""

    stamp = forms.CharField(widget=forms.HiddenInput)
    reservations = text(
        "What do you not accept yet?",
        "It goes to the log and the report, and to who releases the move.",
        most=1000,
        required="Say what you do not accept yet.",
    )

    def __init__(
        self, found: Transition, *args: Any, stamp: Callable[[], str], **kwargs: Any
    ) -> None:
        self.found, self.now_stamp = found, stamp
        super().__init__(*args, **kwargs)

    def act(self, who: Who) -> str:
        typed = self.cleaned_data
        told = typed["reservations"].strip().replace("\r\n", "\n")
        signing.sign(self.found.pk, Signing(Side.INCOMING, typed["stamp"], told), who)
        return f"Accepted with reservations. {self.found.manager.first_name} reads them."

    def renew(self, found: Transition) -> None:
        """Whoever has read the dossier again accepts that."""
        answer(self, "stamp", self.now_stamp())


class OfBank(forms.BaseForm):
    """Mixed into a form on a prompt of the bank: it counts for the words that the page showed."""

    prompt: BankPrompt | None

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean()  # type: ignore[misc] # of the form beside it
        if self.prompt and typed.get("seen") not in {None, self.prompt.version}:
            answer(self, "seen", str(self.prompt.version))
            raise forms.ValidationError(
                "The words of this question were changed since you opened it. "
                "Read them again, then send it."
            )
        return typed


class AskForm(OfBank, WrittenForm):
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
        self.found, self.prompt = found, prompt
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

    def __init__(self, found: Transition, question: Question, *args: Any, **kwargs: Any) -> None:
        self.found, self.question = found, question
        known = {
            "version": question.version,
            "answer": question.answer,
            "is_confidential": question.level == Level.CONFIDENTIAL,
        }
        super().__init__(*args, initial=known, **kwargs)

    def act(self, who: Who) -> str:
        typed = self.cleaned_data
        told, level = typed["answer"].strip(), level_of(typed)
        questions.answer(self.question.pk, told, who, version=typed["version"], level=level)
        return "Answered. It stands in the dossier."

    def renew(self, found: Transition) -> None:
        self.question.refresh_from_db()
        answer(self, "version", str(self.question.version))
        typed = {"answer": self.cleaned_data["answer"].strip()}
        self.set_beside(lambda name: getattr(self.question, name), typed)


class TellForm(OfBank, WrittenForm):
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
        self.found, self.prompt = found, prompt
        super().__init__(*args, initial={"seen": prompt.version}, **kwargs)

    def act(self, who: Who) -> str:
        told = self.cleaned_data["answer"].strip()
        level = level_of(self.cleaned_data)
        questions.tell(self.found.pk, self.prompt.key, told, who, level=level)
        return "Answered. It stands in the dossier."

    def renew(self, found: Transition) -> None:
        """Somebody asked or told it meanwhile; the view goes on with `over`."""

    def over(self, question: Question) -> AnswerForm:
        """The same words as an answer to what was asked or told meanwhile."""
        typed = {**self.cleaned_data, "version": question.version}
        form = AnswerForm(self.found, question, typed)
        form.full_clean()
        if question.answered_at:
            form.renew(self.found)
        form.add_error(
            None, "This was asked or answered since you opened it. Save again to answer."
        )
        return form


class PromptForm(Comparing, Form):
    """A prompt of our own: what it asks, and the section it is about."""

    request_key = RequestKey()
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        max_length=500,
        label="What does it ask?",
        help_text="One question, as a colleague would ask it. It stands in every dossier.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Write what it asks."},
        validators=[no_secrets],
    )
    section = forms.ChoiceField(
        choices=[("", "Nothing in particular"), *SECTIONS.items()],
        label="About",
        help_text="Shown beside the question, so that nobody answers it elsewhere.",
        required=False,
    )

    def __init__(self, *args: Any, prompt: BankPrompt | None = None, **kwargs: Any) -> None:
        self.prompt = prompt
        known = {name: getattr(prompt, name) for name in ("version", "text", "section") if prompt}
        super().__init__(*args, initial=known, **kwargs)

    def clean_text(self) -> str:
        return " ".join(self.cleaned_data["text"].split())

    @property
    def wording(self) -> prompts.Wording:
        return prompts.Wording(self.cleaned_data["text"], self.cleaned_data["section"])

    def act(self, who: Who) -> str:
        """Keep it; returns what to say.

        Raises:
            Refused: the bank asks that already.
            Stale: somebody changed it meanwhile.
        """
        if self.prompt is None:
            prompts.add(self.wording, replace(who, key=self.cleaned_data["request_key"]))
            return "Added. It stands in every dossier from now on."
        version = self.cleaned_data["version"] or 0
        prompts.change(self.prompt.key, self.wording, who, version=version)
        return "Changed. What was asked before keeps its words."

    def renew(self, saved: BankPrompt) -> None:
        """Hold what was typed against what is saved now; sent again, it replaces that."""
        answer(self, "version", str(saved.version))
        typed = {name: self.cleaned_data[name] for name in ("text", "section")}
        self.set_beside(lambda name: getattr(saved, name), typed)
