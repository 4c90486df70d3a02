from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "transitions.reports"
    stays_here = ("Report",)

    def ready(self) -> None:
        from transitions.reports import signals

        signals.connect()
