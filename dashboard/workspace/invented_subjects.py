"""Whom the invented inspections meet: enterprises, households, schools and others of a
province that does not exist, drawn from `data/demo/subjects.toml`.

The subjects of one kind are a pool. It is gone through in turn, so that nobody is met
again within a year unless that was planted.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.workspace.busy import Ints
from dashboard.workspace.invented import folder

A_YEAR = 400  # days, with what an inspection takes
TURNS = 3  # parts of a pool, each gone through before the next
CODE = 99 * 10**8  # codes of ten digits that begin with 99
PERSON = 99 * 10**9  # numbers of twelve digits that begin with 099
NUMBERED = 0.5  # of households
STALLS = "stalls"


def words() -> dict[str, Any]:
    """What names and addresses are made of."""
    return tomllib.loads((folder() / "subjects.toml").read_text("utf-8"))


def met(slots: pd.DataFrame, chance: np.random.Generator) -> pd.DataFrame:
    """The subject of each slot: its name, code, address and places. Slots have a pool
    and a first day, and stand in order of these days."""
    said = words()
    known, number = [], pd.Series(0, index=slots.index)
    begins = 0
    for pool, mine in slots.groupby("pool", sort=True):
        called, forms, _ = _names(said, str(pool))
        part = _part(mine["start_date"], len(called) * len(forms))
        subjects = _subjects(said, str(pool), part * TURNS, chance)
        turn = _turn(subjects["district"].to_numpy(np.int64), len(mine), chance)
        number[mine.index] = begins + turn
        begins += len(subjects)
        known.append(subjects)
    made = _coded(pd.concat(known, ignore_index=True), chance)
    return made.iloc[number].set_axis(slots.index)


def _part(days: pd.Series, most: int) -> int:
    """How many subjects a part of a pool has: two of them last for a year."""
    start = days.to_numpy("datetime64[D]")
    within = np.searchsorted(start, start + np.timedelta64(A_YEAR), "right")
    need = int((within - np.arange(len(start))).max())
    part = min(need, most // TURNS)
    assert part * (TURNS - 1) >= need, (most, need)
    return part


def _turn(districts: Ints, count: int, chance: np.random.Generator) -> Ints:
    """Which subjects are met, one after another: those of a district together."""
    part = len(districts) // TURNS
    order: list[Ints] = []
    while sum(map(len, order)) < count:
        begins = part * (len(order) % TURNS)
        mine = districts[begins : begins + part]
        place = chance.permutation(int(districts.max()) + 1)[mine]
        order.append(begins + np.lexsort((chance.random(part), place)))
    return np.concatenate(order)[:count]


def _names(said: Mapping[str, Any], pool: str) -> tuple[list[str], list[str], int]:
    """The words that the names of a pool are made with, the forms that they are put
    in, and how many of these forms, the first, are those of organisations."""
    kind, organisations, households = said["kinds"][pool]
    forms = [*organisations, *households]
    if kind in said["words"]:
        return said["words"][kind], forms, len(organisations)
    two = said[kind]
    called = [f"{a} {b}" for a in two["first"] for b in two["last"] if a != b]
    return called, forms, len(organisations)


def _subjects(
    said: Mapping[str, Any],
    pool: str,
    count: int,
    chance: np.random.Generator,
) -> pd.DataFrame:
    """Some of those who may be in a pool, each at an address."""
    called, forms, organisations = _names(said, pool)
    places, addresses = said["places"], said["addresses"]
    streets, form = addresses["streets"], "stall" if pool == STALLS else "street"
    picked = chance.choice(len(called) * len(forms), count, replace=False)
    at = chance.integers(0, len(places), count)
    numbers = chance.permutation(addresses["numbers"] * len(streets))[:count]
    shares = chance.random((count, 2))
    rows = []
    for which, place, number, (one, other) in zip(
        picked, at, numbers, shares, strict=True
    ):
        form_at, word = divmod(which, len(called))
        commune, since = (
            _of(places[place][key], one) for key in ("communes", "since_2025")
        )
        market = _of(places[place]["markets"], other)
        nth, street = divmod(number, len(streets))
        where = market if pool == STALLS else streets[street]
        rows.append(
            (
                forms[form_at].format(called[word]),
                form_at >= organisations,
                addresses[form].format(nth + 1, where, commune),
                place,
                places[place]["district"],
                since,
                market,
            )
        )
    columns = ["subject_name", "is_household", "address", "district"]
    return pd.DataFrame(rows, columns=[*columns, "place", "commune", "market"])


def _of(these: Sequence[str], share: float) -> str:
    return these[int(share * len(these))]


def _coded(subjects: pd.DataFrame, chance: np.random.Generator) -> pd.DataFrame:
    """Each organisation with its tax code; half of the households with the number of
    their owner."""
    count = len(subjects)
    serials = chance.choice(10**8, count, replace=False)
    is_household = subjects["is_household"].to_numpy(np.bool_)
    is_numbered = chance.random(count) < NUMBERED
    codes: NDArray[np.object_] = np.where(
        is_household, PERSON + serials * 10, CODE + serials
    ).astype(object)
    lengths = np.where(is_household, 12, 10)
    written = [
        None if household and not numbered else str(code).zfill(length)
        for code, length, household, numbered in zip(
            codes, lengths, is_household, is_numbered, strict=True
        )
    ]
    return subjects.assign(tax_code=pd.Series(written, dtype=object))
