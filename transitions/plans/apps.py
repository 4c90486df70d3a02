from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "transitions.plans"

    def ready(self) -> None:
        from transitions.plans import signals

        signals.connect()
