from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "checklists.library"
    comes_with_a_site = (
        "Template",
        "TemplatePhase",
        "TemplateItem",
        "TemplateItem_waits_for",
        "TemplateGate",
    )

    def ready(self) -> None:
        from django.core.checks import Tags, register

        from checklists.library.management.checks import usual_template

        register(usual_template, Tags.database, deploy=True)
