from django.apps import AppConfig
from django.core import checks
from django.db.backends.signals import connection_created


class LibConfig(AppConfig):
    name = "config.lib"

    def ready(self) -> None:
        from config.lib import among, search, searchable

        among.register()
        search.register()
        connection_created.connect(search.teach_sqlite, dispatch_uid="search")
        checks.register(searchable.lacking, checks.Tags.database)
