from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "transitions.reports"
    stays_here = ("Report", "TransferPaper")

    def ready(self) -> None:
        from transitions.reports import signals

        signals.connect()
