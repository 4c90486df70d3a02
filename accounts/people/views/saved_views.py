"""Keep a list as it is shown, open it again, rename, change and delete it. Only one's own."""

from __future__ import annotations

from dataclasses import asdict

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from accounts.people.choices import ListName
from accounts.people.forms.saved_views import RenameForm, ShownForm, ViewForm
from accounts.people.models import SavedView
from accounts.people.operations import saved_views as keeping
from accounts.people.queries import saved_views
from accounts.people.views.guards import person
from config.lib.htmx import wants_part

FORM = "accounts/people/view_form.html"
UNDO_WITHIN = 24 * 60 * 60
"""Seconds for which a deleted view can be kept again."""


@require_safe
def view_open(request: HttpRequest, view_id: int) -> HttpResponse:
    return redirect(address(own_view(request, view_id)))


@require_POST
def view_save(request: HttpRequest) -> HttpResponse:
    form = ViewForm(request.POST)
    if form.is_valid():
        try:
            view = keeping.save(person(request), form.named_view)
        except keeping.CannotKeep as why:
            form.add_error("name", str(why))
        else:
            messages.success(request, f"View “{view.name}” saved.")
            return redirect(address(view))
    if "list_name" in form.errors:
        raise Http404("There is no such list.")
    context = {"form": form, "title": "Save this view", "back": back(form)}
    return render(request, FORM, context, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
def view_rename(request: HttpRequest, view_id: int) -> HttpResponse:
    view = own_view(request, view_id)
    back, title = address(view), f"Rename “{view.name}”"
    form = RenameForm(request.POST if request.method == "POST" else None, instance=view)
    if request.method == "POST" and form.is_valid():
        try:
            keeping.rename(own_view(request, view_id), form.cleaned_data["name"])
        except keeping.CannotKeep as why:
            form.add_error("name", str(why))
        else:
            messages.success(request, f"View “{form.cleaned_data['name']}” renamed.")
            return redirect(back)
    context = {"form": form, "title": title, "back": back}
    return render(request, FORM, context, status=422 if form.errors else 200)


@require_POST
def view_update(request: HttpRequest, view_id: int) -> HttpResponse:
    view, form = own_view(request, view_id), ShownForm(request.POST)
    try:
        if not form.is_valid():
            raise keeping.CannotKeep("This view asks for too much to be kept.")
        keeping.overwrite(view, form.cleaned_data["query"])
    except keeping.CannotKeep as why:
        messages.error(request, str(why))
    else:
        messages.success(request, f"View “{view.name}” now keeps what you see.")
    return redirect(address(view))


@require_POST
def view_delete(request: HttpRequest, view_id: int) -> HttpResponse:
    named = keeping.delete(own_view(request, view_id))
    token = signing.dumps(asdict(named), salt=undo_salt(request), compress=True)
    undo = reverse("view_restore", args=[token])
    messages.success(request, f"View “{named.name}” deleted.", extra_tags=undo)
    return redirect(f"{reverse(named.list_name)}?{named.query}")


@require_POST
def view_restore(request: HttpRequest, token: str) -> HttpResponse:
    try:
        was = signing.loads(token, salt=undo_salt(request), max_age=UNDO_WITHIN)
    except signing.BadSignature:
        raise Http404("There is no such view.") from None
    named = keeping.NamedView(ListName(was["list_name"]), was["name"], was["query"])
    try:
        view = keeping.save(person(request), named)
    except keeping.CannotKeep as why:
        messages.error(request, str(why))
        return on_to(request, f"{reverse(named.list_name)}?{named.query}")
    messages.success(request, f"View “{view.name}” is back.")
    return on_to(request, address(view))


def on_to(request: HttpRequest, page: str) -> HttpResponse:
    """Go on to a page, also from the toast that htmx sends."""
    return HttpResponseClientRedirect(page) if wants_part(request) else redirect(page)


def own_view(request: HttpRequest, view_id: int) -> SavedView:
    """A view of the person who looks; anybody else's is not there."""
    return get_object_or_404(saved_views.of(person(request)), pk=view_id)


def address(view: SavedView) -> str:
    """The list as the view keeps it; its name is that of the list's address."""
    query = f"{view.query}&" if view.query else ""
    return f"{reverse(view.list_name)}?{query}view={view.pk}"


def back(form: ViewForm) -> str:
    """The list as it was before its view could not be kept."""
    return f"{reverse(form.cleaned_data['list_name'])}?{form.cleaned_data.get('query', '')}"


def undo_salt(request: HttpRequest) -> str:
    """Undo is for the one who deleted."""
    return f"saved-view-{person(request).pk}"
