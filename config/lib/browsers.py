"""What a browser says about itself, in words; and where an address is, as far as one can tell."""

from __future__ import annotations

from ipaddress import ip_address

BROWSERS = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
    ("curl", "curl"),
    ("python", "A Python program"),
]
"""The first word that occurs decides: Edge calls itself Chrome and Safari, too."""

SYSTEMS = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
]


def browser(user_agent: str) -> str:
    """“Firefox on Windows”; “Unknown browser” where nothing is recognised."""
    name = first(BROWSERS, user_agent) or "Unknown browser"
    system = first(SYSTEMS, user_agent)
    return f"{name} on {system}" if system else name


def place(address: str | None) -> str:
    """Where a request came from: this machine, a network of one's own, or an address."""
    try:
        where = ip_address(address or "")
    except ValueError:
        return "unknown address"
    if where.is_loopback:
        return "this server"
    return f"{where}, internal network" if where.is_private else str(where)


def first(known: list[tuple[str, str]], text: str) -> str:
    return next((name for mark, name in known if mark.lower() in text.lower()), "")
