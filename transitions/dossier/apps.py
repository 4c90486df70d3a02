from django.apps import AppConfig


class DossierConfig(AppConfig):
    name = "transitions.dossier"

    def ready(self) -> None:
        from transitions.dossier import signals
        from transitions.dossier.queries.facts import facts
        from transitions.plans.queries.gate_facts import ask_about_dossiers

        signals.connect()
        ask_about_dossiers(facts)
