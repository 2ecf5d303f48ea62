"""With whom a learner was settled as one person, so that nobody is left behind when that changes."""

from typing import Any

from django.db import migrations, models


def out_of_date(apps: Any, schema_editor: Any) -> None:
    """Have everybody judged anew at the next start, so that the new columns are filled."""
    apps.get_model("store", "LearnerState").objects.update(basis="")


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0004_batches_money"),
    ]

    operations = [
        migrations.AddField(
            model_name="learnerstate",
            name="LearnRefNumber",
            field=models.TextField(blank=True, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="learnerstate",
            name="PrevLearnRefNumber",
            field=models.TextField(blank=True, db_index=True, default=""),
            preserve_default=False,
        ),
        migrations.RunPython(out_of_date, migrations.RunPython.noop),
    ]
