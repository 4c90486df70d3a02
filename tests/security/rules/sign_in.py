"""Who gets to the pages about signing in."""

from tests.security.roles import everybody
from tests.security.rule import AUDIT, FACTORS, NOT_SET_UP, PASSKEY, SESSION, Rule

NO_PROVIDER = {"provider_id": "company"}
A_LINK = {"uidb36": "1", "key": "set-password"}

RULES = [
    Rule("account_login", is_public=True, writes=everybody),
    Rule("account_logout", is_public=True, writes=everybody),
    Rule("account_inactive", is_public=True),
    Rule("account_signup", is_public=True, writes=everybody),
    Rule("account_change_password", writes=everybody),
    Rule("account_set_password", writes=everybody),
    Rule("account_reset_password", is_public=True, writes=everybody),
    Rule("account_reset_password_done", is_public=True),
    Rule("account_reset_password_from_key", is_public=True, writes=everybody, also=A_LINK),
    Rule("account_reset_password_from_key_done", is_public=True),
    # How one signs in: each person their own.
    Rule("account_reauthenticate", writes=everybody),
    Rule("security"),
    Rule("sessions_end", opens=None, writes=everybody),
    Rule("session_end", of=SESSION, opens=None, writes=everybody),
    Rule("second_factor"),
    Rule("second_factor_done"),
    Rule("mfa_authenticate", is_public=True, writes=everybody),
    Rule("mfa_reauthenticate", writes=everybody),
    Rule("mfa_activate_totp", writes=everybody),
    Rule("mfa_deactivate_totp", writes=everybody),
    Rule("mfa_view_recovery_codes", notes_visit=True),
    Rule("mfa_generate_recovery_codes", writes=everybody),
    Rule("mfa_list_webauthn", writes=everybody),
    Rule("mfa_index", writes=everybody),
    Rule("mfa_add_webauthn", writes=everybody),
    Rule("mfa_login_webauthn", is_public=True, writes=everybody),
    Rule("mfa_reauthenticate_webauthn", writes=everybody),
    Rule("mfa_edit_webauthn", of=PASSKEY, writes=everybody),
    Rule("mfa_remove_webauthn", of=PASSKEY, writes=everybody),
    # For those who look after the site.
    Rule("sign_ins", of=AUDIT),
    Rule("sign_ins_export", of=AUDIT, also={"kind": "csv"}),
    Rule("factors_of", of=FACTORS, writes=everybody),
    # The company's own sign-in, which the tests have none of.
    Rule(
        "openid_connect_login",
        of=NOT_SET_UP,
        is_public=True,
        opens=None,
        writes=everybody,
        also=NO_PROVIDER,
    ),
    Rule("openid_connect_callback", of=NOT_SET_UP, is_public=True, also=NO_PROVIDER),
    Rule("socialaccount_login_cancelled", is_public=True),
    Rule("openid_only", of=NOT_SET_UP, is_public=True),
]
