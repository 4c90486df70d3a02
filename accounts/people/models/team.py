from django.conf import settings
from django.db import models
from django.urls import reverse

from accounts.people.rules import fingerprint


class Team(models.Model):
    """People who look after accounts together, led by one manager."""

    name = models.CharField(max_length=100, unique=True)
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="leads_teams",
    )

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("team", args=[self.pk])

    @property
    def version(self) -> str:
        """Changes whenever the team does; a page that shows another one is stale."""
        return fingerprint([self.name, self.lead_id])
