from django.db import models


class Change(models.Model):
    """Something has changed that a dashboard may show.

    PostgreSQL keeps one for each statement that wrote, and one for each person that it altered;
    SQLite keeps one for each row written: an update of eight rows leaves one change on PostgreSQL
    and eight on SQLite. Dashboards only ask whether there is a new one.

    The database writes them itself, as `operations.noticing` tells it, so that no way to write
    is forgotten: pages, administration, imports, workers, a version before this one.
    """

    def __str__(self) -> str:
        return f"Change {self.pk}"


class VisibilityChange(models.Model):
    """Something has changed that may decide who sees what; noted like a change, and beside it."""

    def __str__(self) -> str:
        return f"Visibility change {self.pk}"
