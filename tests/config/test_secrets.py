"""A password that is written down is told from words about passwords."""

import pytest
from django.core.exceptions import ValidationError

from config.lib.secrets import no_secrets


@pytest.mark.parametrize(
    "text",
    [
        "Password: hunter2",
        "pwd=hunter2",
        "PW: Sommer2026",
        "Das Passwort ist geheim7",
        "Das Kennwort lautet: G$heim",
        "Le mot de passe est Soleil12",
        "PIN: 4711",
        "Password (portal): hunter2",
        "The password for the portal is hunter2.",
        "passwords: a1b2, c3d4",
        "password – hunter2",
        "password - hunter2",
        "The password is “summer”",
        "API key = sk_live_abc",
    ],
)
def test_a_password_is_refused(text: str) -> None:
    with pytest.raises(ValidationError, match="no place for passwords"):
        no_secrets(text)


@pytest.mark.parametrize(
    "text",
    [
        "The PIN is required at the gate",
        "The password is kept by IT",
        "Their IT sets the password. Ask for a pin at the gate.",
        "Password: ask IT, 24 hours before.",
        "Passwords: 2 people know them",
        "Password: it@client.example",
        "Password: https://vault.client.example/4711",
        "The password is self-service!",
        "Spinning and shipping: 4711 pallets",
        "The password is known to Emil.\n2026: a new one",
    ],
)
def test_words_about_passwords_are_none(text: str) -> None:
    no_secrets(text)
