from __future__ import annotations

from django.db import models

from accounts.clients.choices import Channel
from accounts.profile.choices import Rhythm
from accounts.profile.models.base import OnePerAccount


class Preferences(OnePerAccount):
    """How the people at the client like to work with us."""

    channel = models.CharField(max_length=10, choices=Channel, blank=True)
    language = models.CharField(max_length=120, blank=True)
    report_rhythm = models.CharField("reports", max_length=12, choices=Rhythm, blank=True)
    meeting_rhythm = models.CharField("meetings", max_length=12, choices=Rhythm, blank=True)
    style = models.CharField(
        max_length=300, blank=True, help_text="Such as “one page, figures first”."
    )
    never = models.CharField(max_length=300, blank=True, help_text="What to keep away from.")
    escalation = models.CharField(
        max_length=300, blank=True, help_text="Whom to tell first when something goes wrong."
    )
    expectations = models.TextField(blank=True, help_text="What they expect of us.")

    class Meta:
        verbose_name_plural = "preferences"

    def __str__(self) -> str:
        return f"Preferences of {self.account}"


class Swot(OnePerAccount):
    """Our strengths and weaknesses at the client, and what may come; a line each."""

    strengths = models.TextField(blank=True, help_text="What do they praise? One a line.")
    weaknesses = models.TextField(blank=True, help_text="What do they complain about? One a line.")
    opportunities = models.TextField(blank=True, help_text="Where could we grow? One a line.")
    threats = models.TextField(
        blank=True, help_text="Who or what could cost us the account? One a line."
    )

    class Meta:
        verbose_name = "SWOT"

    def __str__(self) -> str:
        return f"SWOT of {self.account}"


class Situation(OnePerAccount):
    """Where the account stands: now, what is hard, what we do, where it is to go."""

    status = models.TextField("how it stands", blank=True)
    challenges = models.TextField(blank=True)
    initiatives = models.TextField(blank=True, help_text="What is under way to make it better.")
    plans = models.TextField("plans", blank=True, help_text="Where it is to go.")

    def __str__(self) -> str:
        return f"Situation of {self.account}"
