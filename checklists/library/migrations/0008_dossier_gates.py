from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('library', '0007_set_aside'),
    ]

    operations = [
        migrations.AlterField(
            model_name='templategate',
            name='condition',
            field=models.CharField(choices=[('phase_closed', 'Every item of a phase is closed'), ('nothing_overdue', 'No item is overdue'), ('nothing_set_aside', 'No required item was set aside'), ('files_there', 'Everything of the transfer that asks for a file has one'), ('joint_meeting', 'A meeting of both KAMs has taken place'), ('incoming_note', 'The incoming KAM has written a note'), ('contact_known', 'The key contact can be reached by e-mail or phone'), ('hr_on_team', 'Somebody of HR is on the team'), ('backup_on_team', 'A backup is on the team'), ('client_told_why', 'What the client will read is written'), ('objectives_scored', 'Every objective is scored'), ('review_written', 'Findings and lessons are written'), ('closing_written', 'The closing text is written'), ('nothing_open', 'No item is open, not even an optional one'), ('owned_for', 'Ownership moved long enough ago'), ('sections_accepted', 'Every section of the dossier is accepted'), ('questions_answered', 'Every question about the dossier is answered'), ('commitments_decided', 'It is decided who keeps each commitment'), ('both_signed', 'Both KAMs have signed the dossier'), ('released', 'A manager has released the move')], max_length=20),
        ),
    ]
