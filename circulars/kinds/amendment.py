"""关于修订《…》的通知, before it has a number: what an amendment changes, the whole new text behind it."""

from dataclasses import replace

from circulars.amendment import notice_of_changes
from circulars.kinds.source import Source, some
from circulars.paper import Paper


def amendment(source: Source) -> Paper:
    changes = [change for change in source.changes if change.is_change]
    some(changes)
    notice = notice_of_changes(
        plan_title=source.plan_title,
        issuer=source.bureau,
        amended=source.amended,
        why=source.remarks,
        changes=changes,
        text=source.blocks,
        day=source.day,
    )
    return replace(notice, number=source.number_or_room)
