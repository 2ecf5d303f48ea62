"""Rates and planned starts that the forecast goes by."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0008_reports"),
    ]

    operations = [
        migrations.CreateModel(
            name="KeptRates",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                ("who", models.TextField()),
                ("when", models.DateTimeField()),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rates", to="store.provider"
                    ),
                ),
            ],
        ),
    ]
