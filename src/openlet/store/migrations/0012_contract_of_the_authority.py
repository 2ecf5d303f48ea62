from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0011_made_files")]

    operations = [
        migrations.AddField(model_name="keptcontract", name="version", field=models.PositiveIntegerField(null=True)),
    ]
