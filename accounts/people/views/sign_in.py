"""allauth's pages with our forms; a form with mistakes comes back as 422."""

from __future__ import annotations

from typing import Any

from allauth.account import views
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.people.choices import SecurityEventKind
from accounts.people.forms.second_factor import PasswordAgainForm
from accounts.people.forms.sign_in import (
    ChangePasswordForm,
    NewPasswordForm,
    PasswordLinkForm,
    SignInForm,
)
from accounts.people.operations import security
from accounts.people.operations.security import Seen
from accounts.people.queries.sessions import has_ended


class MistakesAre422:
    def form_invalid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        answer.status_code = 422
        return answer


class SignIn(MistakesAre422, views.LoginView):
    form_class = SignInForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The ways in, by the provider and by password, and why somebody is here again."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["provider"] = settings.OIDC_NAME if settings.SOCIALACCOUNT_PROVIDERS else ""
        context["by_password"] = asks_for_password(self.request)
        context["has_ended"] = "ended" in self.request.GET or has_ended(self.request)
        return context


class PasswordLink(MistakesAre422, views.PasswordResetView):
    form_class = PasswordLinkForm

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep, too, that a link was asked for an address that is nobody's."""
        answer: HttpResponse = super().form_valid(form)
        if answer.status_code == 302 and not form.users:
            security.record(
                SecurityEventKind.PASSWORD_LINK,
                person=None,
                seen=Seen.of(self.request),
                email=form.cleaned_data["email"],
                details="Unknown address",
                now=timezone.now(),
            )
        return answer


class PasswordAgain(MistakesAre422, views.ReauthenticateView):
    form_class = PasswordAgainForm


class NewPassword(MistakesAre422, views.PasswordResetFromKeyView):
    form_class = NewPasswordForm


class ChangePassword(MistakesAre422, views.PasswordChangeView):
    form_class = ChangePasswordForm


def asks_for_password(request: HttpRequest) -> bool:
    """Whether the sign-in shows its password form; administrators may ask for it."""
    return not settings.OIDC_ONLY or request.method == "POST" or "password" in request.GET
