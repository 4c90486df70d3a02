from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "transitions.reminders"
    stays_here = ("Digest",)

    def ready(self) -> None:
        from transitions.reminders import signals

        signals.connect()
