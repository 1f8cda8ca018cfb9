"""Which versions stay on disk."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from dashboard.store import Import, Manifest
from dashboard.store.retention import kept, sweep
from dashboard.workspace.workspace import Workspace

NOW = dt.datetime(2026, 6, 30, 12, tzinfo=dt.UTC)
ROOM = 10**9


def version(seq: int, age: dt.timedelta, kind: str = "reported") -> Manifest:
    """A version of this age."""
    at = NOW - age
    return Manifest(
        version_id=f"{seq:06}-x",
        seq=seq,
        parent=None,
        action="import",
        schema_version=1,
        program="0",
        imports=(Import(kind=kind, files=(), who="x", at=at),),
        as_of=None,
        checksum="",
        figures=0,
        changed=0,
        warnings=0,
        who="x",
        at=at,
    )


def chain(*ages: float, kinds: dict[int, str] | None = None) -> list[Manifest]:
    """Versions of these ages in days, oldest first."""
    return [
        version(seq, dt.timedelta(days=age), (kinds or {}).get(seq, "reported"))
        for seq, age in enumerate(ages, start=1)
    ]


def stay(
    manifests: list[Manifest], named: tuple[int, ...] = (), budget: int = ROOM
) -> list[int]:
    """Numbers of the versions that stay; each is one byte."""
    sizes = {one.version_id: 1 for one in manifests}
    names = [f"{seq:06}-x" for seq in named]
    return [int(one[:6]) for one in kept(manifests, sizes, names, NOW, budget)]


def test_the_last_of_each_day_stays_for_thirty_days() -> None:
    assert stay(chain(2.2, 2.1, 1.1, 0.3, 0.2, 0.1)) == [2, 3, 5, 6]


def test_the_version_before_the_current_stays_for_pages_about_to_open_it() -> None:
    assert stay(chain(0.4, 0.3, 0.2, 0.1), budget=0) == [3, 4]


def test_the_last_of_each_month_stays_for_ever() -> None:
    assert stay(chain(500, 499, 470, 100, 99, 0)) == [2, 3, 5, 6]


def test_what_a_briefing_names_and_what_closes_a_period_always_stay() -> None:
    manifests = chain(500, 499.5, 499, 0.2, 0.1, kinds={2: "closing"})
    assert stay(manifests, named=(1,), budget=0) == [1, 2, 4, 5]


def test_within_the_budget_the_newest_stay() -> None:
    assert stay(chain(5, 4, 3, 2, 1), budget=3) == [3, 4, 5]


@given(
    ages=st.lists(st.floats(0, 800), min_size=1, max_size=25),
    budget=st.integers(0, 30),
    named=st.sets(st.integers(1, 25), max_size=4),
)
def test_the_current_and_the_named_stay_and_more_room_never_keeps_fewer(
    ages: list[float], budget: int, named: set[int]
) -> None:
    manifests = chain(*sorted(ages, reverse=True))
    names = tuple(one for one in named if one <= len(ages))
    found = stay(manifests, names, budget)
    assert set(names) | {len(ages), max(1, len(ages) - 1)} <= set(found)
    assert set(found) <= set(stay(manifests, names, budget + 1))
    assert found == sorted(found)


def test_sweeping_removes_the_file_and_keeps_the_manifest(workspace: Workspace) -> None:
    workspace.close("2019-H1", "civil", "closed")
    workspace.close("2019-H1", "civil", "open")
    first, *_ = workspace.store.manifests()
    assert not workspace.store.warehouse(first).exists()
    assert workspace.store.manifest(first.version_id) == first
    assert sweep(workspace.store, set(), dt.datetime.now(dt.UTC), ROOM) == []


def test_a_version_that_a_briefing_names_stays(workspace: Workspace) -> None:
    current = workspace.store.current()
    folder = workspace.root / "briefings" / "one"
    folder.mkdir()
    (folder / "manifest.toml").write_text(f'version_id = "{current.version_id}"\n')
    workspace.close("2019-H1", "civil", "closed")
    workspace.close("2019-H2", "civil", "closed")
    assert workspace.store.warehouse(current).exists()
