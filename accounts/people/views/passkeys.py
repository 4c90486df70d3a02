"""Passkeys: adding, naming and removing them, and coming in with one."""

from __future__ import annotations

from typing import Any

from allauth.mfa.webauthn import views
from allauth.mfa.webauthn.internal import auth
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from accounts.people.choices import SecurityEventKind
from accounts.people.forms import second_factor as forms
from accounts.people.operations import security
from accounts.people.operations.security import Seen
from accounts.people.views.sign_in import MistakesAre422

UNKNOWN = "This passkey is not known here, or took too long. Try again, or use your password."


@method_decorator(never_cache, name="dispatch")
class AddPasskey(MistakesAre422, views.AddWebAuthnView):
    form_class = forms.PasskeyForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A passkey that its device remembers and its owner unlocks: it can sign in alone."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["form"] = kwargs.get("form") or self.get_form()
        options = auth.begin_registration(self.request.user, passwordless=True)
        context["options"] = {"create": options}
        return context

    def get_success_url(self) -> str:
        if self.did_generate_recovery_codes:
            return str(super().get_success_url())
        return str(reverse_lazy("second_factor_done"))


class RenamePasskey(MistakesAre422, views.EditWebAuthnView):
    form_class = forms.PasskeyNameForm
    success_url = reverse_lazy("security")


class RemovePasskey(views.RemoveWebAuthnView):
    success_url = reverse_lazy("security")


class PasskeyAgain(views.ReauthenticateWebAuthnView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["options"] = {"get": context["js_data"]["request_options"]}
        return context

    def form_invalid(self, form: Any) -> HttpResponse:
        messages.error(self.request, UNKNOWN)
        return redirect(self.request.get_full_path())


class PasskeySignIn(views.LoginWebAuthnView):
    """Nothing but a passkey: the device knows whose it is, and who unlocked it."""

    def form_invalid(self, form: Any) -> HttpResponse:
        security.record(
            SecurityEventKind.REFUSED,
            person=None,
            seen=Seen.of(self.request),
            details="Unknown passkey",
            now=timezone.now(),
        )
        messages.error(self.request, UNKNOWN)
        return redirect("account_login")
