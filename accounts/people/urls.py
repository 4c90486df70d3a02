from allauth.account import views as allauth_views
from django.urls import path, re_path
from django.views.generic import RedirectView

from accounts.people.views import (
    audit,
    deactivation,
    factors_of,
    first_visit,
    home,
    invitations,
    joining,
    openid,
    passkeys,
    person,
    profile,
    saved_views,
    second_factor,
    security,
    sign_in,
    teams,
    theme,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("theme/", theme.theme, name="theme"),
    path("welcome/", first_visit.first_visit, name="first_visit"),
    path("profile/", profile.profile, name="profile"),
    path("profile/absences/add/", profile.absence_new, name="absence_new"),
    path(
        "profile/absences/<int:absence_id>/remove/", profile.absence_remove, name="absence_remove"
    ),
    # People, their teams and how they come in; a room above adds their lists with loads.
    path("people/<int:person_id>/", person.one, name="person"),
    path("people/<int:person_id>/edit/", person.edit, name="person_edit"),
    path("people/<int:person_id>/absences/add/", person.absence_add, name="person_absence_add"),
    path(
        "people/<int:person_id>/absences/<int:absence_id>/remove/",
        person.absence_remove,
        name="person_absence_remove",
    ),
    path("people/<int:person_id>/deactivate/", deactivation.deactivate, name="person_deactivate"),
    path("people/<int:person_id>/activate/", deactivation.activate, name="person_activate"),
    path("people/teams/", teams.every, name="teams"),
    path("people/teams/export/<str:kind>/", teams.teams_export, name="teams_export"),
    path("people/teams/new/", teams.new, name="team_new"),
    path("people/teams/<int:team_id>/edit/", teams.edit, name="team_edit"),
    path("people/teams/<int:team_id>/delete/", teams.delete, name="team_delete"),
    path("people/invitations/", invitations.every, name="invitations"),
    path(
        "people/invitations/export/<str:kind>/",
        invitations.every_export,
        name="invitations_export",
    ),
    path("people/invitations/new/", invitations.new, name="invitation_new"),
    path(
        "people/invitations/<int:invitation_id>/again/",
        invitations.again,
        name="invitation_again",
    ),
    path(
        "people/invitations/<int:invitation_id>/withdraw/",
        invitations.withdraw,
        name="invitation_withdraw",
    ),
    path("join/<str:token>/", joining.accept, name="invitation_accept"),
    # Signing in: the pages of allauth that make sense where nobody signs up on their own.
    path("auth/login/", sign_in.SignIn.as_view(), name="account_login"),
    path("auth/logout/", allauth_views.logout, name="account_logout"),
    path("auth/inactive/", allauth_views.account_inactive, name="account_inactive"),
    path("auth/signup/", allauth_views.signup, name="account_signup"),
    path("auth/password/change/", sign_in.ChangePassword.as_view(), name="account_change_password"),
    path(
        "auth/password/set/",
        RedirectView.as_view(pattern_name="account_reset_password"),
        name="account_set_password",
    ),
    path("auth/password/reset/", sign_in.PasswordLink.as_view(), name="account_reset_password"),
    path(
        "auth/password/reset/done/",
        allauth_views.password_reset_done,
        name="account_reset_password_done",
    ),
    re_path(
        r"^auth/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        sign_in.NewPassword.as_view(),
        name="account_reset_password_from_key",
    ),
    path(
        "auth/password/reset/key/done/",
        allauth_views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("auth/again/", sign_in.PasswordAgain.as_view(), name="account_reauthenticate"),
    # How one signs in: second factors, sessions, what happened.
    path("profile/security/", security.security, name="security"),
    path("profile/security/sessions/end/", security.sessions_end, name="sessions_end"),
    path(
        "profile/security/sessions/<int:session_id>/end/", security.session_end, name="session_end"
    ),
    path("people/sign-ins/", audit.sign_ins, name="sign_ins"),
    path("people/sign-ins/export/<str:kind>/", audit.sign_ins_export, name="sign_ins_export"),
    path("people/<int:person_id>/second-factor/", factors_of.factors_of, name="factors_of"),
    path("auth/second-factor/", second_factor.second_factor, name="second_factor"),
    path("auth/second-factor/done/", second_factor.second_factor_done, name="second_factor_done"),
    path("auth/second-factor/step/", second_factor.SecondStep.as_view(), name="mfa_authenticate"),
    path("auth/second-factor/again/", second_factor.CodeAgain.as_view(), name="mfa_reauthenticate"),
    path("auth/second-factor/app/", second_factor.AddApp.as_view(), name="mfa_activate_totp"),
    path(
        "auth/second-factor/app/remove/",
        second_factor.RemoveApp.as_view(),
        name="mfa_deactivate_totp",
    ),
    path(
        "auth/second-factor/codes/",
        second_factor.RecoveryCodes.as_view(),
        name="mfa_view_recovery_codes",
    ),
    path(
        "auth/second-factor/codes/new/",
        second_factor.NewRecoveryCodes.as_view(),
        name="mfa_generate_recovery_codes",
    ),
    path("auth/passkeys/", RedirectView.as_view(pattern_name="security"), name="mfa_list_webauthn"),
    path("auth/passkeys/all/", RedirectView.as_view(pattern_name="security"), name="mfa_index"),
    path("auth/passkeys/add/", passkeys.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("auth/passkeys/sign-in/", passkeys.PasskeySignIn.as_view(), name="mfa_login_webauthn"),
    path(
        "auth/passkeys/again/",
        passkeys.PasskeyAgain.as_view(),
        name="mfa_reauthenticate_webauthn",
    ),
    path("auth/passkeys/<int:pk>/", passkeys.RenamePasskey.as_view(), name="mfa_edit_webauthn"),
    path(
        "auth/passkeys/<int:pk>/remove/",
        passkeys.RemovePasskey.as_view(),
        name="mfa_remove_webauthn",
    ),
    # The company's own sign-in, where one is configured.
    path("auth/oidc/<slug:provider_id>/", openid.openid_sign_in, name="openid_connect_login"),
    path(
        "auth/oidc/<slug:provider_id>/callback/",
        openid.openid_callback,
        name="openid_connect_callback",
    ),
    path("auth/cancelled/", openid.openid_cancelled, name="socialaccount_login_cancelled"),
    path("auth/by-provider/", openid.openid_only, name="openid_only"),
    # Lists as somebody keeps them.
    path("views/save/", saved_views.view_save, name="view_save"),
    path("views/restore/<str:token>/", saved_views.view_restore, name="view_restore"),
    path("views/<int:view_id>/", saved_views.view_open, name="view_open"),
    path("views/<int:view_id>/rename/", saved_views.view_rename, name="view_rename"),
    path("views/<int:view_id>/update/", saved_views.view_update, name="view_update"),
    path("views/<int:view_id>/delete/", saved_views.view_delete, name="view_delete"),
]
