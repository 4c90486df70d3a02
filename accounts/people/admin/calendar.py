from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from accounts.people.forms.administration import CalendarForm
from accounts.people.models import Calendar, Closure
from accounts.people.operations import calendars
from accounts.people.operations.public_holidays import LOADING
from config.lib.queue import nudge


class ClosureInline(admin.TabularInline):  # type: ignore[type-arg]
    model = Closure
    extra = 1


@admin.register(Calendar)
class CalendarAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    form = CalendarForm
    list_display = ["name", "country", "subdivision", "is_default"]
    list_filter = ["is_default", "country"]
    search_fields = ["name", "country"]
    inlines = [ClosureInline]

    def save_model(self, request: HttpRequest, obj: Calendar, form: Any, change: bool) -> None:
        calendars.save(obj)
        nudge(LOADING)
