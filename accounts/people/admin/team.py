"""Teams and absences are looked up here; they are changed on the site's own pages."""

from django.contrib import admin
from django.urls import reverse

from accounts.people.models import Absence, Team
from config.lib.read_only import ReadOnly


@admin.register(Team)
class TeamAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """“View on site” leads to the page where a team gets a name, a lead, or its end."""

    list_display = ["name", "lead"]
    list_select_related = ["lead"]
    search_fields = ["name", "lead__full_name"]


@admin.register(Absence)
class AbsenceAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """“View on site” leads to the page of the person, where absences come and go."""

    list_display = ["person", "kind", "starts_on", "ends_on"]
    list_filter = ["kind", "starts_on"]
    list_select_related = ["person"]
    search_fields = ["person__full_name", "person__email"]
    date_hierarchy = "starts_on"

    def view_on_site(self, obj: Absence) -> str:
        return reverse("person", args=[obj.person_id])
