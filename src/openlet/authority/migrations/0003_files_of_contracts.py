from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("authority", "0002_what_is_sent")]

    operations = [
        migrations.AddField(
            model_name="contractversion",
            name="files",
            field=models.JSONField(default=dict),
        ),
    ]
