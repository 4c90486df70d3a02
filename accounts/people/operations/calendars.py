"""Which calendar new transitions follow."""

from django.db import transaction

from accounts.people.models import Calendar


@transaction.atomic
def save(calendar: Calendar) -> Calendar:
    """Save a calendar; when it becomes the default, the one before it stops being so."""
    if calendar.is_default:
        for other in Calendar.objects.exclude(pk=calendar.pk).filter(is_default=True):
            other.is_default = False
            other.save(update_fields=["is_default"])
    calendar.save()
    return calendar
