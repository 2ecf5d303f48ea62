"""Closing dates of returns that the provider has entered."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0006_sheet_columns"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReturnDate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("period", models.CharField(max_length=3)),
                ("closes", models.DateField()),
                ("who", models.TextField()),
                ("when", models.DateTimeField()),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="return_dates", to="store.provider"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("provider", "year", "period"), name="one_date_for_each_return")
                ],
            },
        ),
    ]
