"""People, teams, absences and calendars in Django's admin."""

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.models import Group
from django.views.generic import RedirectView

from accounts.people.admin.calendar import CalendarAdmin
from accounts.people.admin.team import AbsenceAdmin, TeamAdmin
from accounts.people.admin.user import PersonAdmin

__all__ = ["AbsenceAdmin", "CalendarAdmin", "PersonAdmin", "TeamAdmin"]

admin.site.site_header = "Changeover administration"
admin.site.site_title = "Changeover"
admin.site.index_title = "What administrators look after"
# One sign-in for everything: with its limits, and 403 for people who are no administrators.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
# And one page to change a password: with its limits, its line in the audit and its mail.
change_password = RedirectView.as_view(pattern_name="account_change_password")
admin.site.password_change = change_password  # type: ignore[method-assign,assignment]
admin.site.password_change_done = change_password  # type: ignore[method-assign,assignment]
# Roles decide here, and a person has one address.
admin.site.unregister(Group)
admin.site.unregister(EmailAddress)
# How people sign in is theirs: nobody reads secrets here or ties somebody to another account.
admin.site.unregister([Authenticator, SocialAccount, SocialApp, SocialToken, UserSession])
