"""What the columns of a provider's spreadsheets mean."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0005_persons"),
    ]

    operations = [
        migrations.CreateModel(
            name="SheetColumn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("header", models.TextField()),
                ("column", models.TextField(blank=True)),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sheet_columns", to="store.provider"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("provider", "header"), name="one_meaning_for_each_header")
                ],
            },
        ),
    ]
