from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    name = "transitions.portfolio"
    stays_here = ("Change", "VisibilityChange")

    def ready(self) -> None:
        from transitions.portfolio import signals

        signals.connect()
