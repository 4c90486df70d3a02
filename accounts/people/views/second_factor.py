"""Second factors: setting one up, taking it away, and the second step of a sign-in."""

from __future__ import annotations

from typing import Any

from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.people.forms import second_factor as forms
from accounts.people.queries import second_factors
from accounts.people.views.guards import person, safe_address
from accounts.people.views.sign_in import MistakesAre422

DONE = reverse_lazy("second_factor_done")


class SecondStep(base.AuthenticateView):
    """After the password: a code, a recovery code or a passkey."""

    form_class = forms.CodeForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["factors"] = second_factors.of(self.stage.login.user)
        return context

    def form_invalid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_invalid(form)
        answer.status_code = 422
        return answer


class CodeAgain(MistakesAre422, base.ReauthenticateView):
    """The same before something that matters, for who has signed in."""

    form_class = forms.CodeAgainForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["factors"] = second_factors.of(person(self.request))
        return context


@method_decorator(never_cache, name="dispatch")
class AddApp(MistakesAre422, totp.ActivateTOTPView):
    form_class = forms.AppForm

    def get_success_url(self) -> str:
        made = self.did_generate_recovery_codes
        return str(super().get_success_url() if made else DONE)


class RemoveApp(MistakesAre422, totp.DeactivateTOTPView):
    form_class = forms.RemoveAppForm
    success_url = reverse_lazy("security")


@method_decorator(never_cache, name="dispatch")
class RecoveryCodes(recovery.ViewRecoveryCodesView):
    """The codes, shown once; afterwards only how many are left."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["as_text"] = "\n".join(context["unused_codes"]) + "\n"
        return context


class NewRecoveryCodes(MistakesAre422, recovery.GenerateRecoveryCodesView):
    form_class = forms.NewCodesForm


@require_safe
def second_factor(request: HttpRequest) -> HttpResponse:
    """Where people land whose role needs a second factor."""
    if not second_factors.is_missing(request):
        return second_factor_done(request)
    role = person(request).get_role_display()
    return render(request, "mfa/needed.html", {"role": role})


@require_safe
def second_factor_done(request: HttpRequest) -> HttpResponse:
    """On to where somebody wanted to go before they had to set up a second factor."""
    wanted = request.session.pop(second_factors.WANTED, None)
    if wanted is None:
        return redirect("security")
    messages.success(request, "Your sign-in is protected now.")
    return redirect(safe_address(request, wanted))
