from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    name = "transitions.portfolio"

    def ready(self) -> None:
        from transitions.portfolio import signals

        signals.connect()
