from django.db import migrations


class Migration(migrations.Migration):
    """Nothing is written: what stands at a contact stays there, and is nobody's own word.

    Nobody can tell any more whether an owner said it or a file brought it. On the map it counts as
    that of whoever looks after the account from the first (`own_strength`), until they say so
    themselves; files go on changing it as long.
    """

    dependencies = [
        ('clients', '0010_contacts_say_who_wrote_them'),
        ('profile', '0005_days_of_judgements'),
    ]
