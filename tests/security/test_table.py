"""Every address, for every role, in every relation: who gets in, who is refused, and how.

The rules stand in `tests/security/rules/`, one file for each room.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from django.urls import reverse

from accounts.people.choices import Role
from tests.security import addresses
from tests.security.addresses import Address
from tests.security.roles import Relation, sees_transition
from tests.security.rule import OVERVIEW, ROLES, SITE, Answer, Rule, said
from tests.security.table import BY_NAME, RULES, parts_of, things_in
from tests.security.visits import Visitors

pytestmark = pytest.mark.django_db

WRITE_A_RULE = """
{name} ({pattern}) has no rule, so nothing says who may use it. Add a line to the file of its room
in tests/security/rules/, such as

    Rule("{name}", of=ACCOUNT, opens=sees_account, writes=changes_account)

`of` is what the address is about (leave it out where it is about the whole site), `opens` is who
may look, `writes` is who may send something. tests/security/rule.py explains the rest.
"""
WHOLE = {SITE, OVERVIEW}
"""What is about no single thing, so that its pages may name many."""
METHODS = ("GET", "POST")
Cell = tuple[Role | None, Relation, str]


@pytest.mark.parametrize("address", addresses.every(), ids=str)
def test_every_address_has_a_rule(address: Address) -> None:
    assert address.name, f"{address.pattern} has no name. Give it one, so that it can have a rule."
    if address.name not in BY_NAME:
        pytest.fail(WRITE_A_RULE.format(**vars(address)), pytrace=False)


def test_every_rule_is_about_an_address_and_there_is_one_for_each() -> None:
    known = {address.name for address in addresses.every()}

    assert sorted(rule.name for rule in RULES if rule.name not in known) == []
    assert len(BY_NAME) == len(RULES)


@pytest.mark.parametrize("rule", RULES, ids=str)
@pytest.mark.usefixtures("nothing_is_drawn")
def test_everybody_gets_what_their_role_and_relation_allow(rule: Rule, visitors: Visitors) -> None:
    wrong = []
    for role, relation, method in cells(rule):
        expected = rule.expects(role, relation, method)
        visit = visitors.visit(role, method, url_of(rule, visitors, role, relation), rule.sends)
        answer = said(visit.response)
        if answer != expected:
            wrong.append(f"{method} by {role or 'nobody'}, {relation}: {answer}, not {expected}")
        may_write = expected == Answer.OK and (method == "POST" or rule.notes_visit)
        if visit.written and not may_write:
            wrong.append(f"{method} by {role or 'nobody'}, {relation}: wrote {visit.written}")

    assert not wrong, f"{rule.name}:\n  " + "\n  ".join(wrong)


@pytest.mark.parametrize("rule", RULES, ids=str)
def test_what_only_shows_a_thing_opens_to_all_who_see_it_and_is_missing_for_others(
    rule: Rule,
) -> None:
    """No page says “not allowed” to somebody who wants to read: 403 is for who wants to write."""
    if rule.writes is None and rule.opens is not None and not rule.is_part_of_form:
        answers = {
            rule.expects(role, relation, "GET")
            for role in ROLES
            for relation in rule.of.relations_of(role)
        }
        assert answers <= {Answer.OK, Answer.MISSING}


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.of in WHOLE], ids=str)
def test_a_page_names_no_account_that_its_reader_may_not_see(
    rule: Rule, visitors: Visitors
) -> None:
    leaked = []
    for role in ROLES:
        text = visitors.visit(role, "GET", url_of(rule, visitors, role, Relation.OWN)).text
        for (_, relation), name in names_for(role, visitors):
            if not sees_transition(role, relation) and name.encode() in text:
                leaked.append(f"{role} reads about {relation} account")

    assert not leaked, f"{rule.name}:\n  " + "\n  ".join(leaked)


@pytest.mark.parametrize("rule", [rule for rule in RULES if len(things_in(rule)) > 1], ids=str)
def test_a_part_of_one_thing_is_not_found_below_another(rule: Rule, visitors: Visitors) -> None:
    """The administrator sees both; so what is refused is only that they do not belong together."""
    own = visitors.world.ids(rule.of.name, Role.ADMINISTRATOR, Relation.OWN)
    other = visitors.world.ids(rule.of.name, Role.ADMINISTRATOR, Relation.STRANGER)
    first, *rest = things_in(rule)
    told = {name: part for name, part in rule.also.items() if isinstance(part, str)}
    mixed = {**told, first: own[first], **{part: other[part] for part in rest}}
    method = "POST" if rule.writes else "GET"

    visit = visitors.visit(Role.ADMINISTRATOR, method, reverse(rule.name, kwargs=mixed), rule.sends)

    assert said(visit.response) == Answer.MISSING
    assert visit.written == []


@pytest.mark.parametrize("rule", [rule for rule in RULES if things_in(rule)], ids=str)
def test_a_number_that_nothing_has_is_not_found(rule: Rule, visitors: Visitors) -> None:
    for number, method in product((999_999_999, 2**63, 10**30), METHODS):
        told = {name: part for name, part in rule.also.items() if isinstance(part, str)}
        url = reverse(rule.name, kwargs={**told, **dict.fromkeys(things_in(rule), number)})
        visit = visitors.visit(Role.ADMINISTRATOR, method, url, rule.sends)
        expected = rule.expects(Role.ADMINISTRATOR, Relation.OWN, method)
        wanted = Answer.MISSING if expected == Answer.OK else expected
        if not (method == "GET" and rule.leads_on):
            assert said(visit.response) in {wanted, Answer.MISSING}, url


@pytest.mark.parametrize("address", addresses.of_the_administration(), ids=str)
@pytest.mark.usefixtures("nothing_is_drawn")
def test_the_administration_is_for_administrators(address: Address, visitors: Visitors) -> None:
    """Which rows they may change there is tested beside each room's admin."""
    url = addresses.in_the_administration(address)

    for role, method in product((None, *ROLES), METHODS):
        if role != Role.ADMINISTRATOR:
            visit = visitors.visit(role, method, url, {"post": "yes"})
            assert said(visit.response) in {Answer.SIGN_IN, Answer.FORBIDDEN}, (role, method)
            assert visit.written == []
        elif method == "GET" and not address.name.endswith(("_add", "_delete", "autocomplete")):
            assert said(visitors.visit(role, method, url).response) == Answer.OK


def cells(rule: Rule) -> Iterator[Cell]:
    """Everybody, in every relation that the rule's thing can stand in to them."""
    for method in METHODS:
        yield None, Relation.OWN, method
        for role in ROLES:
            for relation in rule.of.relations_of(role):
                yield role, relation, method


def url_of(rule: Rule, visitors: Visitors, role: Role | None, relation: Relation) -> str:
    ids = visitors.world.ids(rule.of.name, role or Role.KAM, relation)
    also = {
        part: given(visitors.world) if callable(given) else given
        for part, given in rule.also.items()
    }
    known = {**ids, **also}
    return reverse(rule.name, kwargs={part: known[part] for part in parts_of(rule)})


def names_for(role: Role, visitors: Visitors) -> Iterator[tuple[tuple[Role, Relation], str]]:
    for key, name in visitors.world.names.items():
        if key[0] == role:
            yield key, name
