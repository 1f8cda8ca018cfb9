"""What the golden answers of queries are about, small enough to count by hand.

First reported figures, then lists of dossiers, pauses and procedures. These are about
the state month of 15/01 to 14/02/2024, which has 18 working days: 15 to 19/01, 22 to
26/01, 29/01 to 02/02 and 05 to 07/02. Then comes Tết.
"""

# Rows of csv are longer than lines of code.
# ruff: noqa: E501

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path

import duckdb
from reports import row

from dashboard.intake import dossiers, pauses, procedures, registers
from dashboard.intake.judging import type_rows
from dashboard.intake.records import Kind, Listing
from dashboard.intake.scope import as_of, cover, coverage
from dashboard.intake.staging import read_mapping, stage
from dashboard.store import Import, SourceFile

Q1, Q2 = ("15/12/2022", "14/03/2023"), ("15/03/2023", "14/06/2023")
H1 = (Q1[0], Q2[1])
HISTORY = (10, 12, 11, 200)
MONTHS = (
    ("15/12/2022", "14/01/2023"),
    ("15/01/2023", "14/02/2023"),
    ("15/02/2023", "14/03/2023"),
    ("15/03/2023", "14/04/2023"),
)
MONTH = ("15/01/2024", "14/02/2024")
OTHERS = ("bdt", "dptth", "sgddt", "sldtbxh", "sttt", "svhttdl", "syt")
# A file of reported figures just staged, with what can be wrong in one.
FIGURES = (
    {"value": "1.234"},
    {"unit_id": "nobody", "value": "twelve"},
    {"indicator_id": "procedures.early_rate", "value": "0,9"},
    {"value": "1.234", "from_date": "14/09/2023", "to_date": "15/06/2023"},
    {"value": "99", "from_date": Q1[0], "to_date": Q1[1]},
    {"unit_id": "skhcn2", "value": "12,5", "part": "shade=x", "qualifier": "maybe"},
    {
        "indicator_id": "tasks.accepted",
        "value": "5",
        "typed": 5.0,
        "part": "level=moon",
        "decision_date": "31/02/2023",
        "locator": "I.2",
    },
    {"value": "1.235", "as_of": "soon", "period_label": "2023-Q5"},
    {"value": "1.235"},
)


def dated(indicator: str, first: str, last: str, figure: object) -> dict[str, str]:
    """A figure of `sgddt` for its very days."""
    return row(
        indicator,
        figure,
        unit_id="sgddt",
        from_date=first,
        to_date=last,
        period_label="",
        as_of="20/06/2023",
    )


def reports() -> dict[str, list[dict[str, str]]]:
    """The rows of each report by the name of its file, in the order of import: two
    quarters of a unit that tile the half-year, a figure of all others, one of them
    counted again, and what a unit says of dossiers that are listed below."""
    rows = [
        *(dated("early", *q, n) for q, n in ((Q1, 4), (Q2, 5))),
        *(dated("late", *q, n) for q, n in ((Q1, 1), (Q2, 0))),
        *(dated("on_time", *q, n) for q, n in ((Q1, 2), (Q2, 3), (H1, 8))),
        *(dated("resolved", *q, n) for q, n in ((Q1, 7), (Q2, 9))),
        dated("received", *Q1, 10),
        dated("tasks.accepted", *Q1, 5),
        dated("tasks.accepted", *Q1, 1) | {"part": "level=province"},
        dated("tasks.accepted", *Q1, 2) | {"part": "level=grassroots"},
        dated("tasks.checked", *H1, 10) | {"part": "level=province"},
        dated("tasks.checked", *H1, 9) | {"part": "kind=periodic;level=province"},
        dated("tasks.checked", *H1, 1) | {"part": "kind=unscheduled;level=province"},
        dated("tasks.checked", *H1, 4) | {"part": "kind=periodic;level=ministry"},
        dated("early_rate", *Q2, "60%"),
        dated("training.courses", *Q1, 2),
        *(dated("checks.count", *m, n) for m, n in zip(MONTHS, HISTORY, strict=True)),
    ]
    said = {"period_label": "2023-H1", "as_of": "20/06/2023"}
    courses = [
        row("training.courses", n, unit_id=unit, **said)
        for n, unit in enumerate(OTHERS)
    ]
    later = dated("training.courses", *Q1, 3) | {"as_of": "20/08/2023"}
    records = [
        dated(name, *MONTH, n) | {"as_of": "20/02/2024"}
        for name, n in (("early", 3), ("on_time", 4), ("late", 1), ("resolved", 7))
    ]
    return {
        "sgddt.csv": rows,
        "courses.csv": courses,
        "later.csv": [later],
        "records.csv": records,
    }


PROCEDURES = """
procedure_id;name;name_en;code;field;online_level;term_days
gauge;Kiểm định phương tiện đo;Verifying a gauge;1.001;quality;full;5
xray;Cấp phép máy X-quang;Licensing an X-ray machine;1.002;radiation;partial;10
visit;Đón đoàn vào;Receiving a delegation;;;none;
"""
LATER_PROCEDURES = """
procedure_id;name;name_en;code;field;online_level;term_days
weigh;Kiểm định cân;Verifying scales;1.004;quality;full;5
"""
# `g` is sgddt, in order but for the class of `g-on-time` and a pause of `g-early`. `k`
# is skhcn, with something to doubt in each.
DOSSIERS = """
Dossier;Unit;Procedure;Channel;Accepted;Due;Finished;Status;Class
g-carried;sgddt;xray;desk;10/01/2024;24/01/2024;19/01/2024;done;early
g-early;sgddt;gauge;online;16/01/2024;23/01/2024;22/01/2024;result_given;early
g-on-time;sgddt;gauge;desk;17/01/2024;24/01/2024;24/01/2024;done;early
g-late;sgddt;xray;post;15/01/2024;29/01/2024;31/01/2024;done;late
g-paused;sgddt;gauge;online;18/01/2024;31/01/2024;31/01/2024;done;on_time
g-returned;sgddt;xray;desk;22/01/2024;05/02/2024;26/01/2024;returned;
g-withdrawn;sgddt;xray;online;23/01/2024;06/02/2024;25/01/2024;withdrawn;
g-gone;sgddt;gauge;desk;24/01/2024;31/01/2024;;processing;
g-overdue;sgddt;gauge;desk;26/01/2024;02/02/2024;;processing;
g-waiting;sgddt;gauge;online;30/01/2024;06/02/2024;;awaiting_supplement;
g-open;sgddt;xray;online;05/02/2024;26/02/2024;;accepted;
k-other-due;skhcn;gauge;desk;16/01/2024;31/01/2024;24/01/2024;done;late
k-unknown;skhcn;nothing;;16/01/2024;30/01/2024;25/01/2024;done;early
k-reversed;skhcn;gauge;desk;17/01/2024;24/01/2024;15/01/2024;done;early
k-due-before;skhcn;visit;desk;18/01/2024;17/01/2024;19/01/2024;done;late
k-saturday;skhcn;gauge;online;19/01/2024;26/01/2024;27/01/2024;done;late
k-no-pause;skhcn;;desk;22/01/2024;19/02/2024;;awaiting_fee;
k-not-done;skhcn;visit;post;23/01/2024;30/01/2024;30/01/2024;processing;on_time
k-beyond;skhcn;visit;online;30/01/2024;01/03/2030;;processing;
"""
GONE = "g-gone"
# The days that the lists of dossiers speak for; each is as of its last day.
SPANS = (
    ("15/01/2024", "25/01/2024"),
    ("26/01/2024", "31/01/2024"),
    ("01/02/2024", "14/02/2024"),
)
# The same of the lists of pauses, with the day they are as of.
PAUSES = {
    ("15/01/2024", "25/01/2024", "25/01/2024"): """
dossier_id;from_date;to_date;reason
g-paused;19/01/2024;25/01/2024;supplement
k-nobody;24/01/2024;;fee
""",
    ("26/01/2024", "28/01/2024", "31/01/2024"): """
dossier_id;from_date;to_date;reason
g-early;26/01/2024;29/01/2024;fee
""",
    ("29/01/2024", "14/02/2024", "14/02/2024"): """
dossier_id;from_date;to_date;reason
g-waiting;02/02/2024;;supplement
""",
}

# Another extract of 15/01 to 31/01, as of that day, in two files.
SPAN = {"from_date": "2024-01-15", "to_date": "2024-01-31", "as_of": "2024-01-31"}
LONG = "9" * 201
EXTRACT = f"""
Dossier;Unit;Procedure;Channel;Accepted;Due;Finished;Status;Class;Fee
g-early;sgddt;gauge;Trực tuyến;16/01/2024;23/01/2024;23/01/2024;Đã trả kết quả;Đúng hạn;
k-unknown;skhcn;nothing;;16/01/2024;30/01/2024;25/01/2024;9;Trước hạn;
s-new;sgddt;visit;Bưu chính;29/01/2024;20/02/2024;;Đang xử lý;;
s-done;skhcn;gauge;1;22/01/2024;29/01/2024;29/01/2024;Đã xử lý xong;Đúng hạn;150.000
g-late;sgddt;xray;3;15/01/2024;30/01/2024;31/01/2024;done;late;
g-open;sgddt;xray;2;05/02/2024;26/02/2024;;4;;
s-no-unit;;gauge;1;22/01/2024;29/01/2024;;4;;
s-no-due;sgddt;gauge;1;22/01/2024;;;4;;
s-nothing;;gauge;1;22/01/2024;;;4;;
s-no-day;sgddt;gauge;1;31/02/2024;29/01/2024;;4;;
s-no-word;sgddt;gauge;Bồ câu;22/01/2024;29/01/2024;;Xong rồi;;
s-no-fee;sgddt;gauge;1;22/01/2024;29/01/2024;;4;;12,5
s-nobody;nobody;gauge;1;22/01/2024;29/01/2024;;4;;
s-other;syt;gauge;1;22/01/2024;29/01/2024;;4;;
s-no-end;sgddt;gauge;1;22/01/2024;29/01/2024;;9;;
s-twice;sgddt;gauge;1;22/01/2024;29/01/2024;;4;;
{LONG};sgddt;gauge;1;22/01/2024;29/01/2024;;4;;
"""
ADDENDUM = """
dossier_id;unit_id;procedure_id;accepted_date;due_date
s-more;skhcn;xray;31/01/2024;22/02/2024

s-twice;sgddt;gauge;22/01/2024;29/01/2024
"""
# `g-overdue` stopped on a day that a later list of pauses speaks for.
PAUSED = f"""
dossier_id;from_date;to_date;reason
g-paused;19/01/2024;24/01/2024;Yêu cầu bổ sung
g-late;22/01/2024;24/01/2024;Tạm dừng
g-overdue;29/01/2024;30/01/2024;6
g-early;26/01/2024;30/01/2024;fee
g-returned;23/01/2024;24/13/2024;
g-withdrawn;24/01/2024;25/01/2024;Nghỉ
g-open;05/02/2024;;
k-saturday;22/01/2024;23/01/2024;
k-saturday;22/01/2024;24/01/2024;
{LONG};22/01/2024;;
"""
NATIONAL = f"""
procedure_id;name;code;field;online_level;term_days
gauge;Kiểm định phương tiện đo;1.001;quality;Toàn trình;7 ngày làm việc
nothing;Thủ tục mới;1.005;Lĩnh vực mới;Một phần;15
visit;Đón đoàn vào;;;none;
;Không mã;;;;
s-no-name;;;;;
s-no-term;Thiếu hạn;;;;mười
s-no-level;Mức cao;;;Cao;
s-twice;Hai lần;;;;
s-twice;Hai lần;;;;
weigh;Kiểm định cân;1.004;quality;full;9
{LONG};Dài;;;;
s-short;Thiếu ô
"""


# Registers of the same two units. `i-late` is past its day, `i-open` is not, the four
# checks met one enterprise thrice: by tax code, by a branch, and by name alone.
INSPECTIONS = """
inspection_id;unit_id;kind;trigger;field;place;decision_date;start_date;end_date;conclusion_due_date;conclusion_date;subjects;violators;fines_vnd;recovery_proposed_vnd;recovery_collected_vnd
i-before;sgddt;administrative;planned;quality;Đông Hà;02/01/2024;05/01/2024;10/01/2024;30/01/2024;25/01/2024;4;1;5.000.000;20.000.000;25.000.000
i-late;sgddt;specialised;planned;quality;Đông Hà;10/01/2024;16/01/2024;20/01/2024;05/02/2024;;6;;;;
i-open;skhcn;specialised;unscheduled;fuel;Cam Lộ;;22/01/2024;26/01/2024;20/02/2024;;;;;;
c-market;skhcn;check;planned;fuel;Gio Linh;18/01/2024;19/01/2024;19/01/2024;;;2;1;3.000.000;;
c-twice;sgddt;state_check;unscheduled;;Gio Linh;;30/01/2024;31/01/2024;;;3;4;;;
c-joint;skhcn;joint_check;planned;fuel;Gio Linh;;01/02/2024;01/02/2024;;;1;0;;;
c-wrong;skhcn;check;planned;fuel;;20/02/2024;12/02/2024;08/02/2024;;;1;0;;;
"""
SUBJECTS = """
inspection_id;subject_name;tax_code;address;visit_date;is_violating;fine_vnd
c-market;Công ty TNHH Ánh Dương;3200-123456;Số 5 đường Trần Phú, phường 1;19/01/2024;x;3.000.000
c-market;Cửa hàng Minh Tâm;;12 Lê Lợi;19/01/2024;;
c-twice;Cty TNHH Ánh Dương;;5 Trần Phú, P. 1;30/01/2024;;
c-twice;Cửa hàng Minh Tâm;;9 Lê Lợi;31/01/2024;x;
c-twice;Hộ kinh doanh Hoa;;;31/01/2024;;
c-joint;Chi nhánh Ánh Dương;3200123456-001;Gio Linh;01/02/2024;;
c-wrong;Hộ kinh doanh Hoa;;;12/02/2024;;
c-nobody;Công ty Lạ;3200999999;;05/02/2024;x;1.000.000
"""
PLAN = """
plan_id;unit_id;kind;field;subject_name;tax_code;address;planned_start_date;planned_end_date;status
p-done;skhcn;check;fuel;Công ty TNHH Ánh Dương;3200123456;;15/01/2024;31/01/2024;approved
p-met;sgddt;check;quality;Công ty TNHH Ánh Dương;3200123456;;01/03/2024;31/03/2024;approved
p-behind;skhcn;check;gold;Tiệm vàng Kim Phát;3200555555;;02/01/2024;31/01/2024;approved
p-share;sgddt;check;quality;Tiệm vàng Kim Phát;3200555555;;01/04/2024;30/04/2024;draft
p-again;skhcn;check;gold;Trạm xăng Số 9;3200777777;;01/05/2024;31/05/2024;draft
p-again-2;skhcn;check;fuel;Trạm xăng Số 9;3200777777;;01/06/2024;30/06/2024;draft
"""
TASKS = """
task_id;unit_id;title;level;type;science;host;selection;planned_start_date;planned_end_date;start_date;end_date;state_planned_vnd;state_contracted_vnd;state_disbursed_vnd;other_contracted_vnd
t-carried;skhcn;Giống lúa chịu hạn;province;topic;agricultural;Viện A;selected;01/07/2023;01/06/2024;;;900.000.000;800.000.000;400.000.000;100.000.000
t-slip;skhcn;Cảm biến nước;province;trial;engineering;Viện B;assigned;20/06/2023;31/12/2023;;;500.000.000;500.000.000;600.000.000;
t-new;skhcn;Sổ tay dân ca;grassroots;topic;humanities;Trường C;selected;20/01/2024;20/01/2025;20/01/2024;;200.000.000;200.000.000;;
t-ended;sgddt;Phòng học ảo;grassroots;scheme;social;Trường C;assigned;01/07/2023;31/01/2024;01/07/2023;25/01/2024;100.000.000;100.000.000;100.000.000;
t-wrong;sgddt;Ngày không thể có;province;topic;social;Trường C;selected;01/01/2024;31/12/2024;05/02/2024;01/02/2024;;;;
t-proposed;sgddt;Mới đề xuất;province;topic;;;;;;;;;;;
"""
EVENTS = """
task_id;event;event_date;check_kind;grade;document_no
t-carried;proposed;16/06/2023;;;
t-carried;ordered;26/06/2023;;;12/QĐ-UBND
t-carried;contracted;01/07/2023;;;
t-carried;checked;30/01/2024;periodic;;
t-slip;proposed;15/06/2023;;;
t-slip;contracted;20/06/2023;;;
t-slip;checked;15/01/2024;unscheduled;;
t-new;outline_appraised;16/01/2024;;;
t-new;contracted;20/01/2024;;;
t-ended;contracted;01/07/2023;;;
t-ended;accepted_level;20/01/2024;;excellent;
t-ended;registered;10/02/2024;;;
t-proposed;proposed;05/02/2024;;;
t-proposed;ordered;01/02/2024;;;
t-nobody;checked;02/02/2024;periodic;;
"""
TARGETS = """
unit_id;indicator_id;period_id;value;calendar;part;is_cumulative;document;decision_date
sgddt;procedures.early_rate;2024-H1;55,5%;;;;;
sgddt;procedures.early_rate;2024;60;;;;12/QĐ-UBND;05/01/2024
skhcn;tasks.accepted;2024-H1;4;;;Lũy kế;;
skhcn;tasks.accepted;2024;10;;;Lũy kế;14/QĐ-UBND;
skhcn;tasks.accepted;2024;6;;level=province;;;
skhcn;procedures.early_rate;2024;70;civil;;;;
"""
NOTES = """
note_date;kind;words;words_en;unit_id;area;indicator_id;document
01/07/2023;change;Một cửa điện tử;One-stop office online;skhcn;Nhiệm vụ KH&CN;;
15/01/2024;event;Sáp nhập xã;;;;;5/NQ-HĐND
20/01/2024;event;Đợt nghiệm thu;;sgddt;;tasks.accepted;
21/01/2024;event;Kiểm tra liên ngành;;;checks;;
"""
REGISTERED = {
    "inspections": INSPECTIONS,
    "inspection_subjects": SUBJECTS,
    "inspection_plan": PLAN,
    "tasks": TASKS,
    "task_events": EVENTS,
    "targets": TARGETS,
    "notes": NOTES,
}
# Another register of tasks with what can be wrong in one, and one row of each kind.
FAULTY = f"""
task_id;unit_id;title;level;type;science;planned_start_date;state_planned_vnd
t-carried;skhcn;Giống lúa chịu hạn;cấp tỉnh;đề tài;khoa học nông nghiệp;01/07/2023;950.000.000
f-new;skhcn;Nhiệm vụ mới;cấp tỉnh;;chưa có;01/02/2024;
f-no-title;skhcn;;cấp tỉnh;;;01/02/2024;
f-level;skhcn;Cấp lạ;cấp trên trời;;;01/02/2024;
f-word;skhcn;Loại lạ;cấp tỉnh;tiểu luận;;01/02/2024;
f-day;skhcn;Ngày lạ;cấp tỉnh;;;31/02/2024;
f-money;skhcn;Tiền lạ;cấp tỉnh;;;01/02/2024;12,5
f-nobody;nobody;Đơn vị lạ;cấp tỉnh;;;01/02/2024;
f-other;syt;Đơn vị khác;cấp tỉnh;;;01/02/2024;
f-later;skhcn;Sau này;cấp tỉnh;;;01/06/2024;
f-twice;skhcn;Hai lần;cấp tỉnh;;;01/02/2024;
f-twice;skhcn;Hai lần;cấp tỉnh;;;01/02/2024;
{LONG};skhcn;Mã dài;cấp tỉnh;;;01/02/2024;
"""
# The same of registers with rules of their own; `skhcn` ended in 2025.
FAULTY_OF = {
    "targets": """
unit_id;indicator_id;period_id;value;calendar;part;is_cumulative
sgddt;procedures.early_rate;2024-H1;60;;;
skhcn;tasks.accepted;2026;9;;;x
sgddt;tasks.agreed;2024;9;;;
sgddt;tasks.accepted;2024-H3;9;;;
sgddt;tasks.accepted;2024;chín;;;
sgddt;tasks.accepted;2024-Q1;2,5;;;
sgddt;procedures.early_rate;2024;0,6;;;
sgddt;procedures.early_rate;2024-Q1;601;;;
sgddt;procedures.median_days;2024;-1;;;
sgddt;procedures.early_rate;2024-Q2;60;;;lũy kế
sgddt;tasks.accepted;2024-Q2;1;;field=quality;
sgddt;tasks.accepted;2024-Q3;1;;level=moon;
""",
    "notes": """
note_date;kind;words;unit_id;area;indicator_id
15/01/2024;event;Sáp nhập xã;;;
01/07/2025;change;Không còn đơn vị này;skhcn;;
16/01/2024;event;Chỉ tiêu lạ;;;tasks.agreed
17/01/2024;event;Hai phạm vi;;tasks;tasks.accepted
""",
}
REGISTER_SPAN = {
    "from_date": "2024-01-01",
    "to_date": "2024-02-14",
    "as_of": "2024-02-14",
    "unit_id": "sgddt,skhcn",
}
# Plans look ahead, and steps are told from the first on.
SPANS_OF = {
    "inspection_plan": REGISTER_SPAN | {"to_date": "2024-12-31"},
    "task_events": REGISTER_SPAN | {"from_date": "2023-06-15"},
    "targets": REGISTER_SPAN | {"to_date": "2026-12-31"},
    "notes": {
        "from_date": "2023-01-01",
        "to_date": "2026-12-31",
        "as_of": "2024-02-14",
    },
}


def day(words: str) -> dt.date:
    """31/12/2024 as a day."""
    return dt.datetime.strptime(words, "%d/%m/%Y").date()


def lists() -> Iterable[tuple[str, str, dict[str, str]]]:
    """The kind of every list to be brought in, its text, its options."""
    yield "procedures", PROCEDURES.lstrip(), {"as_of": "2024-01-01"}
    yield "procedures", LATER_PROCEDURES.lstrip(), {"as_of": "2024-01-31"}
    for words, options in lists_of_dossiers():
        yield "dossiers", words, options
    for (first, last, known), words in PAUSES.items():
        yield "dossier_pauses", words.lstrip(), span(first, last, known)
    for kind, words in REGISTERED.items():
        yield kind, words.lstrip(), SPANS_OF.get(kind, REGISTER_SPAN)


def lists_of_dossiers() -> Iterable[tuple[str, dict[str, str]]]:
    """The text of each list of dossiers as it was on its last day, and its options."""
    header, *dossiers = DOSSIERS.strip().splitlines()
    for first, last in SPANS:
        known = [header]
        for words in dossiers:
            name, *said = words.split(";")
            accepted, _, finished, _, _ = said[3:]
            is_over = bool(finished) and day(finished) < day(first)
            is_lost = name == GONE and (first, last) == SPANS[-1]
            if day(accepted) > day(last) or is_over or is_lost:
                continue
            if finished and day(finished) > day(last):
                said[5:] = ["", "processing", ""]
            known.append(";".join([name, *said]))
        yield "\n".join(known), span(first, last, last)


def span(first: str, last: str, known: str) -> dict[str, str]:
    """The options of a list that speaks for these days, as of another."""
    said = {"from_date": first, "to_date": last, "as_of": known}
    return {key: day(words).isoformat() for key, words in said.items()}


def staged(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    kind: Kind,
    texts: Mapping[str, str],
) -> Listing:
    """A list of these files, as a reader holds it after it has judged it. The digest
    of a file is its name."""
    paths = {name: folder / name for name in texts}
    for name, words in texts.items():
        paths[name].write_text(words.lstrip(), "utf-8")
    one = Import(
        kind=kind.name,
        files=tuple(SourceFile(name=name, sha256=name, size=1) for name in texts),
        options=SPAN | {"skip_bad": "true"},
        who="test",
        at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
    )
    reading = read_mapping(kind, one, paths)
    last = as_of(one, reading)
    files = stage(connection, kind, one, paths, reading, {})
    listing = Listing(connection, kind, one, reading, files, last)
    fields = {"field": {"quality": "quality", "radiation": "radiation"}}
    type_rows(listing, fields if kind == procedures.KIND else {})
    if kind != procedures.KIND:
        meant = ["sgddt", "skhcn"] if kind == dossiers.KIND else [None]
        cover(listing, coverage(one, reading, last), meant)
    listing.append("staged_fault", f"{kind.stem}_refusals")
    if kind == dossiers.KIND:
        listing.append("staged_gone", "dossiers_gone")
    if kind == pauses.KIND:
        listing.append("staged_gone_pause", "pauses_gone")
    return listing


def registered(
    connection: duckdb.DuckDBPyConnection, folder: Path, name: str, words: str
) -> Listing:
    """A register of one file, as its reader holds it after it has judged it."""
    path = folder / f"{name}.csv"
    path.write_text(words.lstrip(), "utf-8")
    span = SPANS_OF.get(name, REGISTER_SPAN)
    one = Import(
        kind=name,
        files=(SourceFile(name=path.name, sha256=path.name, size=1),),
        options={**span, "as_of": "2024-04-01", "skip_bad": "true"},
        who="test",
        at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
    )
    listing, said = registers.read(connection, one, {path.name: path})
    cover(listing, said, [None, "sgddt", "skhcn"])
    for refusals in ("register_refusals", *registers.REGISTERS[name].rules("refusals")):
        listing.append("staged_fault", refusals)
    listing.append("staged_gone_entry", "register_gone")
    return listing


STAGED = {
    dossiers.KIND: {"extract.csv": EXTRACT, "addendum.csv": ADDENDUM},
    pauses.KIND: {"paused.csv": PAUSED},
    procedures.KIND: {"national.csv": NATIONAL},
}
