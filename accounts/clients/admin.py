"""Accounts and contacts in Django's admin: what is written goes through the operations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import ForeignKey, QuerySet, URLField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from accounts.clients.models import Access, Account, Contact, Ownership
from accounts.clients.operations import accounts, contacts
from accounts.clients.operations.accounts import ChangedMeanwhile, NameTaken
from accounts.clients.operations.contacts import ContactChanged
from accounts.clients.operations.sent import Sent
from accounts.people.models import User
from accounts.people.views.guards import person
from config.lib.read_only import ReadOnly


class VersionedForm(forms.ModelForm):  # type: ignore[type-arg]
    """Remembers which version of a row was opened, so that nobody overwrites unseen."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = self.instance.version

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


class VersionedAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Says so where somebody else was faster, and saves nothing."""

    form = VersionedForm

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except (ChangedMeanwhile, ContactChanged, NameTaken) as refusal:
            self.message_user(request, f"{refusal} Nothing was saved.", messages.ERROR)
            return redirect(request.path)


class ContactInline(ReadOnly, admin.TabularInline):  # type: ignore[type-arg]
    model = Contact
    fields = ["name", "position", "email", "phone", "is_key"]
    show_change_link = True


@admin.register(Account)
class AccountAdmin(VersionedAdmin):
    """The owner is chosen once; later the account's page or a handover changes them."""

    list_display = ["name", "owner", "tier", "is_confidential", "region", "industry"]
    list_filter = ["tier", "is_confidential", "region"]
    list_select_related = ["owner"]
    search_fields = ["name", "industry", "contacts__name", "contacts__email"]
    raw_id_fields = ["owner"]
    formfield_overrides = {URLField: {"assume_scheme": "https"}}
    inlines = [ContactInline]

    def get_inlines(self, request: HttpRequest, obj: Account | None) -> Any:
        return self.inlines if obj else []

    def get_readonly_fields(self, request: HttpRequest, obj: Account | None = None) -> list[str]:
        return ["owner", "is_changing_hands"] if obj else []

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name == "owner":
            kwargs["queryset"] = User.objects.holding_accounts()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Account, form: Any, change: bool) -> None:
        today = timezone.localdate()
        if change:
            version = form.cleaned_data["seen"] or 0
            accounts.change(obj.pk, form.values, version=version, on=today)
        else:
            obj.pk = accounts.add(form.values, owner=obj.owner, on=today).pk

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What only operations write goes with its account all the same."""
        listed, counts, missing, protected = super().get_deleted_objects(objs, request)
        own = {model._meta.verbose_name for model in (Ownership, Access)}
        return listed, counts, missing - own, protected


@admin.register(Contact)
class ContactAdmin(VersionedAdmin):
    list_display = ["name", "account", "position", "is_key", "influence", "relationship"]
    list_filter = ["is_key", "influence", "loyalty"]
    list_select_related = ["account"]
    search_fields = ["name", "email", "account__name"]
    raw_id_fields = ["account", "reports_to"]

    def get_readonly_fields(self, request: HttpRequest, obj: Contact | None = None) -> list[str]:
        """The key mark is not dropped: it moves to who is marked next.

        How well somebody knows a contact is theirs to say, on the profile of the account.
        """
        if obj is None:
            return ["relationship"]
        return ["account", "relationship", *(["is_key"] if obj.is_key else [])]

    def save_model(self, request: HttpRequest, obj: Contact, form: Any, change: bool) -> None:
        sent = Sent(person(request), timezone.now())
        if change:
            contacts.change(obj.pk, form.values, sent, version=form.cleaned_data["seen"] or 0)
        else:
            values = {name: form.values[name] for name in form.values if name != "account"}
            obj.pk = contacts.add(obj.account_id, values, sent).pk

    def delete_model(self, request: HttpRequest, obj: Contact) -> None:
        contacts.remove(obj.pk)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Contact]) -> None:
        for contact in queryset:
            contacts.remove(contact.pk)


@admin.register(Ownership)
class OwnershipAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["account", "person", "from_on", "until_on"]
    list_select_related = ["account", "person"]
    search_fields = ["account__name", "person__full_name"]


@admin.register(Access)
class AccessAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["account", "person"]
    list_select_related = ["account", "person"]
    search_fields = ["account__name", "person__full_name"]
