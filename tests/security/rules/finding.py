"""Who finds what: everybody, and only what they may see."""

from tests.security.rule import Rule

RULES = [
    Rule("search", sends={"q": "Fennimore"}),
    Rule("search_suggestions", sends={"q": "Fennimore"}),
]
