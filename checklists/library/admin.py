"""Templates in Django's admin are read: they are edited in the site, and come with files."""

from __future__ import annotations

from django.contrib import admin

from checklists.library.models import Template, TemplateChange, TemplateItem, TemplatePhase
from config.lib.read_only import ReadOnly


class PhaseInline(ReadOnly, admin.TabularInline):  # type: ignore[type-arg]
    model = TemplatePhase


@admin.register(Template)
class TemplateAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["name", "key", "version", "state", "origin", "item_count"]
    list_filter = ["state", "origin"]
    search_fields = ["name", "key", "summary"]
    inlines = [PhaseInline]


@admin.register(TemplateItem)
class TemplateItemAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["title", "phase", "role", "anchor", "offset", "is_required", "proof"]
    list_filter = ["phase__template", "role", "proof", "is_required"]
    list_select_related = ["phase"]
    search_fields = ["title", "key", "guidance"]


@admin.register(TemplateChange)
class TemplateChangeAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["said", "template", "by", "at"]
    list_select_related = ["template", "by"]
    search_fields = ["said"]
    fields = ["template", "at", "by", "said", "is_undone"]
