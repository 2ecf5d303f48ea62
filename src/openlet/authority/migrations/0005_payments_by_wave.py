"""A wave is known by its days: payments of a wave whose name was corrected belong together."""

from datetime import date

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("authority", "0004_settlement")]

    operations = [
        migrations.AddField(
            model_name="payment",
            name="wave_from",
            field=models.DateField(default=date(2024, 4, 1)),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="payment",
            name="wave_to",
            field=models.DateField(default=date(2025, 3, 31)),
            preserve_default=False,
        ),
    ]
