import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("workplans", "0004_lineage"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="target",
            name="due_on",
            field=models.DateField(
                blank=True, help_text="Empty means the day of its task.", null=True, verbose_name="due on"
            ),
        ),
        migrations.AddField(
            model_name="target",
            name="measured",
            field=models.DecimalField(
                blank=True, decimal_places=4, max_digits=16, null=True, verbose_name="reached"
            ),
        ),
        migrations.AddField(
            model_name="target",
            name="measured_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="measured by",
            ),
        ),
        migrations.AddField(
            model_name="target",
            name="measured_on",
            field=models.DateField(blank=True, null=True, verbose_name="measured on"),
        ),
        migrations.AddField(
            model_name="target",
            name="version",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="task",
            name="no_lead_reason",
            field=models.CharField(blank=True, max_length=100, verbose_name="why nobody leads it"),
        ),
    ]
