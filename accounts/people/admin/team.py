from django.contrib import admin

from accounts.people.models import Absence, Team


@admin.register(Team)
class TeamAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["name", "lead"]
    list_select_related = ["lead"]
    search_fields = ["name", "lead__full_name"]
    autocomplete_fields = ["lead"]


@admin.register(Absence)
class AbsenceAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["person", "kind", "starts_on", "ends_on"]
    list_filter = ["kind", "starts_on"]
    list_select_related = ["person"]
    search_fields = ["person__full_name", "person__email"]
    autocomplete_fields = ["person"]
    date_hierarchy = "starts_on"
