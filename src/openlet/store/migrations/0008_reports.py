"""Reports as they were last worked out."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0007_return_dates"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReportResult",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40)),
                ("mark", models.CharField(max_length=64)),
                ("as_of", models.DateField()),
                ("about", models.JSONField()),
                ("notes", models.JSONField(default=list)),
                ("who", models.TextField()),
                ("when", models.DateTimeField()),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reports", to="store.provider"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReportTable",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("report", models.CharField(max_length=40)),
                ("position", models.PositiveIntegerField()),
                ("name", models.CharField(max_length=60)),
                ("title", models.TextField()),
                ("columns", models.JSONField()),
                ("count", models.PositiveIntegerField()),
                ("first", models.JSONField()),
                ("content", models.BinaryField()),
                (
                    "result",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tables", to="store.reportresult"
                    ),
                ),
            ],
            options={
                "ordering": ("position",),
            },
        ),
        migrations.AddConstraint(
            model_name="reportresult",
            constraint=models.UniqueConstraint(fields=("provider", "kind"), name="one_result_for_each_report"),
        ),
    ]
