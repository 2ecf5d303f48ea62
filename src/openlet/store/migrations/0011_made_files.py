"""Files that jobs have made and that wait to be downloaded."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0010_work_list"),
    ]

    operations = [
        migrations.CreateModel(
            name="MadeFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.TextField()),
                ("content", models.BinaryField()),
                ("when", models.DateTimeField()),
                (
                    "job",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="made", to="store.job"
                    ),
                ),
            ],
        ),
    ]
