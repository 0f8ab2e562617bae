from django.db import migrations


def register_given_numbers(apps, schema_editor):
    """Papers issued before the register had rows: their numbers are used."""
    number = apps.get_model("circulars", "RegisteredNumber")
    papers = apps.get_model("circulars", "Circular").objects.defer("snapshot").order_by("pk")
    number.objects.bulk_create(
        [
            number(
                register_id=paper.register_id, serial=paper.serial, number=paper.number, state="used",
                purpose=paper.title, circular=paper, taken_by_id=paper.issued_by_id, taken_at=paper.issued_at,
            )
            for paper in papers.iterator(chunk_size=500)
        ],
        batch_size=500,
    )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("circulars", "0005_register_rows")]

    operations = [migrations.RunPython(register_given_numbers, migrations.RunPython.noop)]
