from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from accounts.people.forms.administration import NewPersonForm, PersonForm
from accounts.people.models import Absence, User, UserQuerySet
from accounts.people.operations import access, people, presence, profile, signing_in
from accounts.people.operations.security import Seen
from config.lib import words
from config.lib.mail.operations import DELIVERY
from config.lib.queue import nudge
from config.lib.read_only import ReadOnly


class AbsenceInline(ReadOnly, admin.TabularInline):  # type: ignore[type-arg]
    model = Absence
    verbose_name_plural = "absences, as the person’s page on the site keeps them"


@admin.register(User)
class PersonAdmin(UserAdmin):  # type: ignore[type-arg]
    """People are deactivated, never deleted: what they did stays theirs."""

    form = PersonForm
    add_form = NewPersonForm
    list_display = ["full_name", "email", "role", "team", "is_active", "last_login"]
    list_filter = ["is_active", "role", "team", "country"]
    list_select_related = ["team"]
    search_fields = ["full_name", "email", "position"]
    ordering = ["full_name"]
    filter_horizontal = []
    readonly_fields = ["last_login", "date_joined"]
    autocomplete_fields = ["team"]
    actions = ["mail_link", "deactivate", "activate"]
    inlines = [AbsenceInline]
    fieldsets = [
        (None, {"fields": ["email", "password", "is_active"]}),
        ("Person", {"fields": ["full_name", "position", "phone", "region"]}),
        ("Work", {"fields": ["role", "team", "capacity", "last_day_on"]}),
        ("Place", {"fields": ["country", "time_zone"]}),
        ("Digest and colours", {"fields": ["digest_rhythm", "digest_at", "theme"]}),
        ("Dates", {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["email", "full_name", "role", "team", "country", "time_zone"]}),
        ("Password", {"fields": ["usable_password", "password1", "password2"]}),
    ]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """New people probably work where the administrator does."""
        initial: dict[str, Any] = super().get_changeform_initial_data(request)
        if isinstance(request.user, User):
            initial.setdefault("country", request.user.country)
            initial.setdefault("time_zone", request.user.time_zone)
        return initial

    def get_inlines(self, request: HttpRequest, obj: User | None) -> Any:
        return self.inlines if obj else []

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Save the fields; who may sign in and in which role is left to the operations."""
        wanted, by, seen = (obj.is_active, obj.role), _administrator(request), Seen.of(request)
        before = User.objects.filter(pk=obj.pk).first() if change else None
        if before:
            obj.is_active = before.is_active
        super().save_model(request, obj, form, change)
        profile.forget_old_addresses(obj)
        if before and wanted[1] != before.role:
            people.note_role(obj, before.get_role_display(), by=by, now=timezone.now(), seen=seen)
        if before and obj.email != before.email:
            people.note_address(obj, before.email, by=by, now=timezone.now(), seen=seen)
            nudge(DELIVERY)
        if before and obj.last_day_on != before.last_day_on:
            presence.tell([obj])
        if before and wanted[0] != before.is_active:
            answer = self._let_in if wanted[0] else self._close_out
            answer(request, obj)
        if not change and not obj.has_usable_password():
            messages.info(request, f"{obj} has no password yet. Mail a link from the list.")

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> Any:
        """Django's page; the audit keeps that somebody else chose, and the person is told."""
        with transaction.atomic():
            before = self.get_object(request, unquote(id))
            answer = super().user_change_password(request, id, form_url)
            person = self.get_object(request, unquote(id))
            if before and person and person.password != before.password:
                by, seen = _administrator(request), Seen.of(request)
                signing_in.note_password(person, by=by, now=timezone.now(), seen=seen)
                nudge(DELIVERY)
        return answer

    @admin.action(description="Mail a link to choose a password")
    def mail_link(self, request: HttpRequest, queryset: UserQuerySet) -> None:
        sent = [person for person in queryset if signing_in.send_password_link(person, request)]
        left = queryset.count() - len(sent)
        if sent:
            self.message_user(request, f"{words.count(len(sent), 'link')} on the way.")
        if left:
            sentence = f"{words.count(left, 'person', 'people')} got none: deactivated."
            self.message_user(request, sentence, messages.WARNING)

    @admin.action(description="Deactivate: they can no longer sign in")
    def deactivate(self, request: HttpRequest, queryset: UserQuerySet) -> None:
        self._close_out(request, *queryset)

    @admin.action(description="Activate: they can sign in again")
    def activate(self, request: HttpRequest, queryset: UserQuerySet) -> None:
        self._let_in(request, *queryset)

    def _close_out(self, request: HttpRequest, *persons: User) -> None:
        try:
            closed = access.close(
                persons, by=_administrator(request), now=timezone.now(), seen=Seen.of(request)
            )
        except (access.NobodyLeft, access.NotYourself) as nobody:
            self.message_user(request, str(nobody), messages.ERROR)
        else:
            self.message_user(request, f"{words.count(closed, 'person', 'people')} deactivated.")

    def _let_in(self, request: HttpRequest, *persons: User) -> None:
        opened = access.open_again(
            persons, by=_administrator(request), now=timezone.now(), seen=Seen.of(request)
        )
        self.message_user(request, f"{words.count(opened, 'person', 'people')} activated.")


def _administrator(request: HttpRequest) -> User:
    """Who acts; nobody else gets into the administration."""
    assert isinstance(request.user, User)  # noqa: S101 - the administration asks before
    return request.user
