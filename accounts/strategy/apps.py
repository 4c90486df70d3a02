from django.apps import AppConfig


class StrategyConfig(AppConfig):
    name = "accounts.strategy"
    stays_here = ("PlanPaper",)

    def ready(self) -> None:
        from accounts.strategy import signals

        signals.connect()
