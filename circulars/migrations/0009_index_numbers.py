import re

from django.db import migrations
from django.db.models import Max

KINDS = [
    "决议",
    "决定",
    "命令",
    "公报",
    "公告",
    "通告",
    "意见",
    "通知",
    "通报",
    "报告",
    "请示",
    "批复",
    "议案",
    "函",
    "纪要",
]


def name_what_was_issued(apps, schema_editor):
    """Papers issued before keep the index number that their page showed; new ones count on behind them."""
    papers = apps.get_model("circulars", "Circular")
    series = apps.get_model("circulars", "IndexSeries")
    for paper in papers.objects.select_related("plan", "district").defer("snapshot").order_by("pk"):
        own = paper.plan.metadata.get("索引号", "")
        if own and papers.objects.filter(district=paper.district, index_number=own).exists():
            own = ""
        paper.index_number = own or f"{paper.district.code}/{paper.signed_on.year}-{paper.pk:05d}"
        plain = re.sub(r"（[^（）]*）$", "", paper.title)
        paper.genre = next((kind for kind in KINDS if plain.endswith(kind)), "其他")
        paper.save(update_fields=["index_number", "genre"])
    shown = papers.objects.values("district", "signed_on__year").annotate(last=Max("pk")).order_by()
    for row in shown:
        series.objects.create(
            district_id=row["district"], year=row["signed_on__year"], last_serial=row["last"]
        )


class Migration(migrations.Migration):
    dependencies = [("circulars", "0008_disclosure")]

    operations = [migrations.RunPython(name_what_was_issued, migrations.RunPython.noop)]
