"""A server is told when USUAL_TEMPLATE names no template, and goes on while nobody can tell."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from pytest_django import DjangoAssertNumQueries, Settings

from checklists.library.choices import TemplateState
from checklists.library.management.checks import usual_template
from checklists.library.models import Template
from checklists.library.operations.loading import load_shipped
from config.lib.environment import Misconfigured
from config.starting import refuse_what_the_database_holds

pytestmark = pytest.mark.django_db
SAID = (
    "USUAL_TEMPLATE is “nope”, and no template has that key. Choose one of these: "
    "abrupt-departure, account-set-up, customer-success-handoff, key-account, sales-account."
)


def told() -> list[str]:
    return [f"{problem.id}: {problem.msg}" for problem in usual_template(databases=["default"])]


def test_a_server_with_a_key_that_no_template_has_does_not_start(settings: Settings) -> None:
    load_shipped()
    settings.USUAL_TEMPLATE, settings.REFUSES_DEMO = "nope", True

    with pytest.raises(Misconfigured) as refusal:
        refuse_what_the_database_holds()

    assert str(refusal.value) == SAID


@pytest.mark.parametrize("key", ["nope", "key-account"])
def test_where_no_template_is_published_there_is_none_to_choose(
    settings: Settings, key: str
) -> None:
    load_shipped()
    Template.objects.update(state=TemplateState.RETIRED)
    settings.USUAL_TEMPLATE = key

    [problem] = usual_template(databases=["default"])

    assert problem.hint == "Publish a template, or leave USUAL_TEMPLATE out."


def test_the_check_of_a_deployment_says_so_too(settings: Settings) -> None:
    load_shipped()
    settings.USUAL_TEMPLATE = "nope"

    with pytest.raises(SystemCheckError, match=r"changeover\.E002"):
        call_command("check", deploy=True, databases=["default"])


@pytest.mark.parametrize("key", ["key-account", "sales-account", "our-own"])
def test_a_published_template_is_all_it_takes(
    settings: Settings, key: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    load_shipped()
    Template.objects.create(
        key="our-own", name="Ours", days=10, ownership_day=5, state=TemplateState.PUBLISHED
    )
    settings.USUAL_TEMPLATE = key

    with django_assert_num_queries(1):
        assert told() == []


def test_before_the_templates_are_loaded_nobody_can_tell(settings: Settings) -> None:
    settings.USUAL_TEMPLATE = "nope"

    assert told() == []


def test_a_template_that_a_new_version_brings_along_counts_before_it_is_loaded(
    settings: Settings,
) -> None:
    load_shipped()
    Template.objects.filter(key="sales-account").delete()
    settings.USUAL_TEMPLATE = "sales-account"

    assert told() == []


def test_a_template_that_people_retired_keeps_no_server_down(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    load_shipped()
    Template.objects.filter(key="key-account").update(state=TemplateState.RETIRED)
    settings.REFUSES_DEMO = True

    warned = told()
    refuse_what_the_database_holds()

    said = "USUAL_TEMPLATE is “key-account”, and that template is not published any more."
    assert warned == [f"changeover.W002: {said}"]
    assert said in caplog.text
