"""Administrators read templates; only loading writes them."""

import pytest

from accounts.people.models import User
from checklists.library.models import Template, TemplateItem
from checklists.library.operations.loading import load_shipped
from tests.conftest import SignIn

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", ["template", "templateitem"])
def test_templates_are_only_read(model: str, administrator: User, sign_in: SignIn) -> None:
    load_shipped()
    row = (Template if model == "template" else TemplateItem).objects.first()
    assert row
    client, address = sign_in(administrator), f"/admin/library/{model}/"

    asked = [f"{address}add/", f"{address}{row.pk}/change/", f"{address}{row.pk}/delete/"]
    codes = [client.post(path, {"post": "yes", "name": "Ours"}).status_code for path in asked]

    assert codes == [403, 403, 403]
    assert str(row) in client.get(f"{address}{row.pk}/change/").text
