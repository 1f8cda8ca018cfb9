"""What becomes of the invented dossiers of one unit, column by column."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.workspace.busy import DAY, Clock, Days, Floats, Ints, between

WAITING = {
    "supplement": "awaiting_supplement",
    "fee": "awaiting_fee",
    "suspended": "suspended",
}
NONE = np.datetime64("NaT", "D")
MIDDLE = 4 / 7  # of the shape of early ones
HALF_A_YEAR = 180


def received(
    rows: pd.DataFrame,
    said: Mapping[str, Any],
    chance: np.random.Generator,
    time: Clock,
) -> None:
    """How each dossier came in."""
    years = rows["accepted_date"].dt.year
    online = chance.random(len(rows)) < _by_year(said["channel"]["online"], years)
    post = chance.random(len(rows)) < said["channel"]["post"]
    rows["channel"] = np.where(online, "online", np.where(post, "post", "desk"))
    # What is sent online in the evening or on a day off is accepted on the next
    # working day.
    waits = online * chance.binomial(1, 0.3, len(rows))
    before = rows["accepted_date"].to_numpy("datetime64[D]") - waits * DAY
    rows["submitted_date"] = before
    fee = rows["fee_due_vnd"] > 0
    paid = chance.random(len(rows)) < _by_year(
        said["digitisation"]["paid_online"], years
    )
    rows["paid_online"] = pd.Series(paid & fee, dtype=object).where(fee, None)
    for side in ("in", "out"):
        share = _by_year(said["digitisation"][side], years)
        rows[f"digitised_{side}"] = chance.random(len(rows)) < share


def settled(
    rows: pd.DataFrame,
    said: Mapping[str, Any],
    chance: np.random.Generator,
    time: Clock,
    unit_id: str,
) -> None:
    """Stops, due dates, and when and how each dossier ended, were there no cut-off."""
    count = len(rows)
    term = rows["term_days"].to_numpy(np.int64)
    days = _days(rows, said, chance, unit_id)
    start = chance.integers(0, np.maximum(term // 2, 1))
    length = chance.geometric(1 / said["pause"]["mean_days"], count)
    paused = (chance.random(count) < said["pause"]["share"]) & (days > start)
    number = time.number(_accepted(rows))
    finish = time.day(number + days + length * paused)
    if unit_id in said["merger"]["from_units"]:
        eve = np.datetime64(said["merger"]["date"] - dt.timedelta(1), "D")
        paused &= finish <= eve
        finish = np.where(finish <= eve, finish, eve)
    stuck = _stuck(rows, said, chance, unit_id)
    ends = chance.choice(["", "returned", "withdrawn"], count, p=_ends(said["course"]))
    reasons = said["pause"]["reasons"]
    rows["ends"] = np.where(stuck, "", ends)
    rows["finished_date"] = np.where(stuck, NONE, finish)
    rows["due_date"] = time.day(number + term + length * paused)
    rows["term_only"] = time.day(number + term)
    rows["paused"] = paused
    rows["paused_for"] = chance.choice(list(reasons), count, p=list(reasons.values()))
    rows["paused_from"] = np.where(paused, time.day(number + start), NONE)
    rows["paused_to"] = np.where(paused, time.day(number + start + length), NONE)


def _accepted(rows: pd.DataFrame) -> Days:
    return np.asarray(rows["accepted_date"], "datetime64[D]")


def _days(
    rows: pd.DataFrame,
    said: Mapping[str, Any],
    chance: np.random.Generator,
    unit_id: str,
) -> Ints:
    """Working days that the unit worked on each dossier: late beyond the term, on the
    due date all of it, early a part of it."""
    count, course = len(rows), said["course"]
    accepted, term = _accepted(rows), rows["term_days"].to_numpy(np.int64)
    times = said["late"].get(unit_id, 1.0)
    late = rows["late_share"].to_numpy(np.float64) * times
    if unit_id == said["worsening"]["unit_id"]:
        late = late * _line(accepted, said["worsening"])
    is_online = np.asarray(rows["channel"] == "online")
    late = late * np.where(is_online, 1.0, said["channel"]["late_if_not_online"])
    is_late = chance.random(count) < late
    on_due = (chance.random(count) < course["on_due_date"]) & (times > 0)
    share = chance.beta(4, 3, count) + course["median_share_of_term"] - MIDDLE
    if unit_id == said["reform"]["unit_id"]:
        is_quick = accepted >= np.datetime64(said["reform"]["date"])
        share = np.where(is_quick, share * said["reform"]["share_of_days"], share)
        on_due &= ~is_quick
    part = np.round(np.clip(share, 0, 1) * term)
    days = np.where(on_due, term, np.minimum(part, np.maximum(term - 1, 0)))
    beyond = chance.geometric(1 / course["late_days"], count)
    return np.where(is_late, term + beyond, days).astype(np.int64)


def _stuck(
    rows: pd.DataFrame,
    said: Mapping[str, Any],
    chance: np.random.Generator,
    unit_id: str,
) -> NDArray[np.bool_]:
    """Which of the dossiers of the last months are never settled."""
    ago = between(np.datetime64(said["as_of"]), _accepted(rows))
    course, worse = said["course"], said["worsening"]
    drawn = chance.random(len(rows))
    is_recent = ago > -30 * course["stuck_months"]
    stuck = np.asarray(is_recent & (drawn < course["stuck"]), np.bool_)
    if unit_id == worse["unit_id"]:
        stuck |= (ago > -HALF_A_YEAR) & (drawn < worse["stuck_at_end"])
    never_late = not said["late"].get(unit_id, 1.0)
    if never_late or unit_id in said["merger"]["from_units"]:
        return np.zeros(len(rows), np.bool_)
    return stuck


def _ends(course: Mapping[str, float]) -> list[float]:
    """The shares of dossiers that are settled, sent back and withdrawn."""
    other = [course["returned"], course["withdrawn"]]
    return [1 - sum(other), *other]


def handled(
    rows: pd.DataFrame,
    said: Mapping[str, Any],
    chance: np.random.Generator,
    time: Clock,
) -> None:
    """What is known of each dossier at the cut-off, and what follows from its end."""
    as_of = np.datetime64(said["as_of"])
    is_open = ~(rows["finished_date"] <= as_of).to_numpy()
    rows["finished_date"] = rows["finished_date"].mask(is_open)
    rows["paused"] &= rows["paused_from"] <= as_of
    waits = rows["paused"].to_numpy() & ~(rows["paused_to"] <= as_of).to_numpy()
    rows["paused_to"] = rows["paused_to"].mask(waits)
    # The due date is put off once the clock runs again, not before.
    is_put_off = rows["paused"] & ~waits
    rows["due_date"] = rows["due_date"].where(is_put_off, rows["term_only"])
    days = chance.integers(0, 4, len(rows))
    finished = (
        rows["finished_date"].fillna(pd.Timestamp(as_of)).to_numpy("datetime64[D]")
    )
    handed = pd.Series(time.day(time.number(finished) + days))
    ends = rows["ends"].mask(is_open, "open")
    is_handed = (ends == "") & (handed <= as_of)
    rows["returned_date"] = handed.where(is_handed)
    status = ends.mask(ends == "", "done").mask(is_handed, "result_given")
    status = status.mask(ends == "open", "processing")
    rows["status"] = status.mask(waits, rows["paused_for"].map(WAITING))
    early, late = (
        rows["finished_date"] < rows["due_date"],
        rows["finished_date"] > rows["due_date"],
    )
    stated = np.where(early, "early", np.where(late, "late", "on_time"))
    rows["stated_class"] = pd.Series(stated, dtype=object).where(ends == "", None)
    apology = chance.random(len(rows)) < said["course"]["apology"]
    rows["apology_sent"] = (apology & late).astype(object).where(late, None)
    rows["digitised_out"] = rows["digitised_out"].astype(object).where(ends == "", None)


def _line(days: Days, said: Mapping[str, Any]) -> Floats:
    """A value that grows in a straight line between two days and rests outside."""
    first = np.datetime64(said["from_date"])
    at = between(first, days) / (said["to_date"] - said["from_date"]).days
    span = said["to_times"] - said["from_times"]
    return np.asarray(said["from_times"] + span * np.clip(at, 0, 1), np.float64)


def _by_year(shares: Mapping[str, float], years: pd.Series) -> Floats:
    """The share of each year."""
    found = years.map({int(year): share for year, share in shares.items()})
    return np.asarray(found, np.float64)
