from django.db import migrations

from config.lib.migrations import AddTrigramsGently


class Migration(migrations.Migration):
    """An index on a table in use: by itself, so that nobody waits while it is built.

    An item that is ticked leaves it, which costs the tick nothing.
    """

    atomic = False

    dependencies = [
        ('runs', '0005_where_it_is_written_down'),
    ]

    operations = [
        AddTrigramsGently('item', 'words_of_open_items', ['title'], condition="state = 'open'"),
    ]
