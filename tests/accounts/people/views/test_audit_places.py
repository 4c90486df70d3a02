"""The audit says from where an administrator did what they did, and with what."""

import pytest
from django.utils import timezone

from accounts.people.models import Invitation, SecurityEvent, User
from accounts.people.queries import person as known
from tests.conftest import SignIn

PLACE, BROWSER = "192.0.2.7", "Firefox of the administrator"
INVITEE = {"email": "mira@norvane.example", "full_name": "Mira Köstler", "role": "kam"}


@pytest.fixture
def acts(sign_in: SignIn, administrator: User, owner: User) -> None:
    """Everything that an administrator does about who may come in."""
    client = sign_in(administrator)
    client.defaults |= {"REMOTE_ADDR": PLACE, "HTTP_USER_AGENT": BROWSER}
    client.post("/people/invitations/new/", INVITEE)
    client.post(f"/people/invitations/{Invitation.objects.get().pk}/again/")
    changes = {
        "full_name": owner.full_name,
        "country": "AT",
        "time_zone": "Europe/Vienna",
        "capacity": "100",
        "role": "manager",
        "email": "tom@norvane.example",
        "team": str(owner.team_id or ""),
        "seen": known.version(owner),
    }
    client.post(f"/people/{owner.pk}/edit/", changes)
    client.post(f"/people/{owner.pk}/deactivate/", {"has_seen": "on"})
    client.post(f"/people/{owner.pk}/activate/")
    chosen = {"_selected_action": [owner.pk]}
    client.post("/admin/people/user/", {"action": "deactivate", **chosen})
    client.post("/admin/people/user/", {"action": "activate", **chosen})


@pytest.mark.django_db
@pytest.mark.usefixtures("acts")
def test_every_act_of_an_administrator_has_its_address_and_browser(administrator: User) -> None:
    kept = SecurityEvent.objects.filter(by=administrator, happened_at__lte=timezone.now())

    rows = kept.order_by("pk").values_list("kind", "ip_address", "browser")

    kinds = [
        *("invited", "invited", "role_changed", "address_changed"),
        *("deactivated", "activated", "deactivated", "activated"),
    ]
    assert list(rows) == [(kind, PLACE, BROWSER) for kind in kinds]
