"""The addresses where a running transition gets another plan."""

from __future__ import annotations

from django.urls import path

from transitions.replanning.views import notice, replan, versions

ONE = "transitions/<int:transition_id>"

urlpatterns = [
    path(f"{ONE}/replan/", replan.replan, name="transition_replan"),
    path(f"{ONE}/replan/notice/", notice.notice, name="transition_replan_notice"),
    path(f"{ONE}/version/", versions.transition_version, name="transition_version"),
    path("templates/<int:template_id>/older/", versions.template_older, name="template_older"),
]
