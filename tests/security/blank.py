"""Templates that draw nothing: who gets in does not depend on how a page looks."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.backends.base import BaseEngine


class BlankTemplate:
    def render(self, context: Any = None, request: HttpRequest | None = None) -> str:
        return ""


class BlankTemplates(BaseEngine):
    """Has every template, and all of them are empty."""

    app_dirname = "templates"

    def __init__(self, params: dict[str, Any]) -> None:
        params = {**params}
        params.pop("OPTIONS")
        super().__init__(params)

    def get_template(self, template_name: str) -> BlankTemplate:
        return BlankTemplate()
