from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "transitions.reminders"

    def ready(self) -> None:
        from transitions.reminders import signals

        signals.connect()
