"""The work list. All learners are judged again, so that it is filled."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def judge_again(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("store", "LearnerState").objects.update(basis="")


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0009_rates"),
    ]

    operations = [
        migrations.CreateModel(
            name="WorkItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField()),
                ("state", models.CharField(default="open", max_length=10)),
                ("came_back", models.BooleanField(default=False)),
                ("owner", models.TextField(blank=True)),
                ("reason", models.TextField(blank=True)),
                ("done_by", models.TextField(blank=True)),
                ("done_when", models.DateTimeField(null=True)),
                ("done_day", models.DateField(null=True)),
                ("done_version", models.PositiveIntegerField(null=True)),
                ("first_seen", models.DateTimeField()),
                ("closed_when", models.DateTimeField(null=True)),
                ("priority", models.PositiveSmallIntegerField()),
                ("kind", models.CharField(max_length=20)),
                ("code", models.TextField(blank=True)),
                ("bootcamp", models.TextField(blank=True)),
                ("pence", models.BigIntegerField(default=0)),
                ("alone", models.BigIntegerField(default=0)),
                ("stake", models.TextField(blank=True)),
                ("deadline", models.DateField(null=True)),
                ("is_closed", models.BooleanField(default=False)),
                ("aim_seq", models.BigIntegerField(null=True)),
                ("why", models.TextField(blank=True)),
                ("found", models.TextField(blank=True)),
                ("place", models.TextField(blank=True)),
                ("said", models.JSONField(default=dict)),
                (
                    "learner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="work", to="store.learnerrow"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="WorkChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what", models.CharField(max_length=20)),
                ("old", models.TextField(blank=True)),
                ("new", models.TextField(blank=True)),
                ("who", models.TextField(blank=True)),
                ("when", models.DateTimeField()),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="store.workitem"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="workitem",
            index=models.Index(fields=["state", "priority", "is_closed", "-pence"], name="work_in_its_order"),
        ),
        migrations.AddConstraint(
            model_name="workitem",
            constraint=models.UniqueConstraint(fields=("learner", "key"), name="one_item_for_each_cause"),
        ),
        migrations.RunPython(judge_again, migrations.RunPython.noop),
    ]
