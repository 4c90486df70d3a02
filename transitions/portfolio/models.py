from django.db import models


class Change(models.Model):
    """Something has changed that a dashboard may show: a row for each statement that wrote.

    The database writes them itself, as `operations.noticing` tells it, so that no way to write
    is forgotten: pages, administration, imports, workers, a version before this one.
    """

    def __str__(self) -> str:
        return f"Change {self.pk}"
