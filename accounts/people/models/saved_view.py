from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower

from accounts.people.choices import ListName


class SavedView(models.Model):
    """A list as one person wants to find it again: search, filters, order and columns.

    `query` is the part of the address behind the question mark, without the page.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views"
    )
    list_name = models.CharField("list", max_length=20, choices=ListName)
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=1000, blank=True)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                "person", "list_name", Lower("name"), name="one saved view per name and list"
            )
        ]

    def __str__(self) -> str:
        return self.name
