from django.apps import AppConfig


class StrategyConfig(AppConfig):
    name = "accounts.strategy"

    def ready(self) -> None:
        from accounts.strategy import signals

        signals.connect()
