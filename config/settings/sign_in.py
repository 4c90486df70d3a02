"""People and how they sign in: passwords, second factors, OpenID Connect, sessions."""

from datetime import timedelta

from config.lib import environment
from config.lib.openid import openid_provider, trusts_addresses

AUTH_USER_MODEL = "people.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.people.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_RATE_LIMITS = {
    # A whole office may come from one address, at nine in the morning.
    "login": "120/m/ip",
    "login_failed": "60/m/ip,5/5m/key",
    "reauthenticate": "10/m/user",
    "reset_password": "20/m/ip,5/m/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
    "openid": "60/m/ip",
}
ALLAUTH_TRUSTED_PROXY_COUNT = environment.number("TRUSTED_PROXY_COUNT", 0)
SESSION_ENGINE = "config.lib.sessions"
SESSION_COOKIE_AGE = int(timedelta(days=14).total_seconds())
SESSION_COOKIE_SAMESITE = "Lax"

# Second factors: who must have one, and what counts
SECOND_FACTOR_ROLES = environment.names("SECOND_FACTOR_ROLES")
MFA_ADAPTER = "accounts.people.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an administrator has added the address
MFA_TOTP_TOLERANCE = 1  # a code of the half minute before or after is good, once

# OpenID Connect: one provider, nothing of it unless it is configured
OIDC_SERVER_URL = environment.web_address("OIDC_SERVER_URL")
OIDC_CLIENT_ID = environment.text("OIDC_CLIENT_ID")
OIDC_CLIENT_SECRET = environment.text("OIDC_CLIENT_SECRET")
OIDC_NAME = environment.text("OIDC_NAME", "OpenID")
OIDC_ALLOW_DOMAINS = [name.lower() for name in environment.names("OIDC_ALLOW_DOMAINS")]
OIDC_TRUST_ADDRESSES = trusts_addresses(
    environment.is_on("OIDC_TRUST_ADDRESSES", default=False), OIDC_ALLOW_DOMAINS
)
OIDC_ONLY = environment.is_on("OIDC_ONLY", default=False)
OIDC_COUNTS_AS_SECOND_FACTOR = environment.is_on("OIDC_COUNTS_AS_SECOND_FACTOR", default=False)
SOCIALACCOUNT_ADAPTER = "accounts.people.adapter.OpenIDAccountAdapter"
SOCIALACCOUNT_PROVIDERS = openid_provider(
    OIDC_NAME, OIDC_SERVER_URL, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, is_only=OIDC_ONLY
)
AUTHENTICATION_BACKENDS = [
    # Sessions keep this name and end when it changes, at every upgrade on which it does.
    # Where the provider is the only way in, a password alone lets nobody in but administrators.
    "accounts.people.adapter.password.AdministratorsOnlyBackend"
    if OIDC_ONLY
    else "allauth.account.auth_backends.AuthenticationBackend"
]
