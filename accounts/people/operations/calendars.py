"""Which calendar new transitions follow."""

from django.db import transaction

from accounts.people.models import Calendar


@transaction.atomic
def save(calendar: Calendar) -> Calendar:
    """Save a calendar; when it becomes the default, the one before it stops being so."""
    if calendar.is_default:
        Calendar.objects.exclude(pk=calendar.pk).filter(is_default=True).update(is_default=False)
    calendar.save()
    return calendar
