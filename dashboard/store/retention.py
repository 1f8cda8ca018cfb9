"""Which versions stay on disk; all others can be replayed from their imports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from dashboard.store.layout import Store
from dashboard.store.manifest import Manifest

DAILY = dt.timedelta(days=30)


def kept(
    manifests: Sequence[Manifest],
    sizes: Mapping[str, int],
    named: Collection[str],
    now: dt.datetime,
    budget: int,
) -> list[str]:
    """Ids of the versions that stay, given oldest first with their sizes in bytes.

    The current one, those that a briefing names and those that close a period always
    stay; so does the one before the current, which a page may be about to open. The
    last of each day for 30 days and the last of each month stay, newest first, as long
    as everything together fits the budget.
    """
    last_of_day = {m.at.date(): m for m in manifests if now - m.at <= DAILY}
    last_of_month = {(m.at.year, m.at.month): m for m in manifests}
    always = {
        m.version_id
        for m in manifests
        if m in manifests[-2:]
        or m.version_id in named
        or (m.action == "import" and m.imports[-1].kind == "closing")
    }
    used = sum(sizes.get(version_id, 0) for version_id in always)
    stay = set(always)
    wanted = {m.version_id: m for m in [*last_of_day.values(), *last_of_month.values()]}
    for version_id in sorted(wanted, key=lambda v: wanted[v].seq, reverse=True):
        used += 0 if version_id in stay else sizes.get(version_id, 0)
        if used > budget:
            break
        stay.add(version_id)
    return [m.version_id for m in manifests if m.version_id in stay]


def sweep(
    store: Store, named: Collection[str], now: dt.datetime, budget: int
) -> list[str]:
    """Remove the files of versions that need not stay; returns their ids.

    Manifests stay for ever. A reader that has a file open keeps reading it.
    """
    manifests = store.manifests()
    files = {m.version_id: store.warehouse(m) for m in manifests}
    sizes = {v: path.stat().st_size for v, path in files.items() if path.is_file()}
    stay = kept(manifests, sizes, named, now, budget)
    gone = [version_id for version_id in sizes if version_id not in stay]
    for version_id in gone:
        files[version_id].unlink()
    return gone
