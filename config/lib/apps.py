from django.apps import AppConfig
from django.db.backends.signals import connection_created


class LibConfig(AppConfig):
    name = "config.lib"

    def ready(self) -> None:
        from config.lib import search

        search.register()
        connection_created.connect(search.teach_sqlite, dispatch_uid="search")
