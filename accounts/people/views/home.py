"""Where people land."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from accounts.people.views.guards import person


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The dashboard for those who oversee others, their own work for everybody else."""
    return redirect("dashboard" if person(request).oversees else "my_work")
