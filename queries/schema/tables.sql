-- Every table of a version. Words are structs of both languages; dates are inclusive;
-- an empty end means open or not known, as the comment says.

create type words as struct(vi text, en text);

create table unit (
    unit_id text not null,
    name words not null,
    short words not null,
    origin text not null,
    slot integer not null,
    from_date date,
    to_date date,
    source text not null
);
comment on table unit is 'one row per unit (đơn vị)';
comment on column unit.origin is 'real or invented';
comment on column unit.slot is 'colour slot 1 to 8, stable for the unit';
comment on column unit.from_date is 'first day of existence; null: not known';
comment on column unit.to_date is 'last day of existence; null: still exists';

create table unit_succession (
    from_unit text not null,
    to_unit text not null,
    date date not null,
    kind text not null,
    source text not null
);
comment on table unit_succession is 'which unit continues which, from date on';

create table bloc (
    bloc_id text not null,
    name words not null,
    short words not null,
    origin text not null,
    source text not null
);
comment on table bloc is 'one row per emulation bloc (khối thi đua)';

create table bloc_member (
    bloc_id text not null,
    unit_id text not null,
    from_date date not null,
    to_date date,
    role text not null,
    source text not null
);
comment on table bloc_member is 'dated membership; rows of a unit never overlap';
comment on column bloc_member.role is 'head, deputy or member';

create table calendar (
    calendar text not null,
    name words not null,
    start_day integer not null,
    law text
);
comment on table calendar is 'ways of cutting years into periods';
comment on column calendar.start_day is
'day of the month on which its periods begin: 1 or 15';

create table kind (
    kind text not null,
    name words not null,
    position integer not null
);
comment on table kind is 'kinds of period, in the order in which they are offered';
comment on column kind.position is 'place in that order';

create table period (
    calendar text not null,
    period_id text not null,
    kind text not null,
    year integer not null,
    ordinal integer not null,
    name words not null,
    from_date date not null,
    to_date date not null,
    previous_id text,
    year_before_id text,
    working_days integer not null,
    tet_days integer not null
);
comment on table period is 'one row per calendar and period; both dates inclusive';
comment on column period.ordinal is 'place among the periods of its calendar and kind';
comment on column period.working_days is 'days: working days from from_date to to_date';
comment on column period.tet_days is 'days: off for the lunar New Year, weekends apart';

create table working_day (
    date date not null,
    is_working boolean not null,
    ordinal integer not null,
    reason text,
    notice text,
    checked text
);
comment on table working_day is 'one row per day; days between = ordinals'' difference';
comment on column working_day.checked is
'null for a plain day; notice, common_knowledge or draft (not checked) for others';
comment on column working_day.ordinal is
'working days from the first day of the calendar up to this one';
comment on column working_day.is_working is 'as notices say, else Monday to Friday';

create table measure (
    measured_in text not null,
    name words not null,
    one words
);
comment on table measure is 'what figures are measured in';

create table part_key (
    key text not null,
    name words not null
);
comment on table part_key is 'ways in which indicators are divided';

create table part (
    key text not null,
    value text not null,
    name words not null
);
comment on table part is 'values a part may take';

create table law (
    rule_id text not null,
    valid_from date not null,
    value text,
    measured_in text,
    title text not null,
    article text,
    url text
);
comment on table law is 'dated values and texts of law; asof join on valid_from';

create table series_break (
    id text not null,
    area text not null,
    date date not null,
    reason words not null,
    law text,
    units text[],
    is_structural boolean not null
);
comment on table series_break is 'days from which figures mean something else';
comment on column series_break.area is 'area of indicators, or * for all';
comment on column series_break.units is 'units concerned; null: all';
comment on column series_break.is_structural is 'whether it is one of who does what';

create table identity (
    id text not null,
    "left" text not null,
    "right" text[] not null,
    law text not null,
    name words not null
);
comment on table identity is 'arithmetic of the official form: left = sum of right';

create table indicator (
    indicator_id text not null,
    area text not null,
    position integer not null,
    name words not null,
    short words not null,
    finding words,
    measured_in text not null,
    decimals integer not null,
    better text not null,
    aggregate text not null,
    adds_up boolean not null,
    is_counted boolean not null,
    adds_over_units boolean not null,
    numerator words not null,
    denominator words,
    numerator_of text[] not null,
    denominator_of text[] not null,
    derive text[] not null,
    query text not null,
    law text[] not null,
    form text,
    version integer not null,
    owner words not null,
    reviewed date not null,
    caveat words,
    parts text[] not null,
    tile integer
);
comment on table indicator is 'one row per indicator (chỉ tiêu)';
comment on column indicator.better is 'higher, lower or neither';
comment on column indicator.aggregate is 'count, stock, ratio, quantile or money';
comment on column indicator.is_counted is
'whether it comes from counts, so that chance gives it an interval: not where amounts of
money are divided';
comment on column indicator.adds_over_units is
'whether a bloc has the sum of its units: not of what two units may share';
comment on column indicator.adds_up is
'whether successive periods may be added: not with carry-over inside';
comment on column indicator.finding is
'the figure as a predicate of a unit: {counts} or {value} are put in';
comment on column indicator.tile is 'place among the most important; null: none';
comment on column indicator.position is 'place in the order of the catalog';
comment on column indicator.decimals is
'places shown, of a per cent where it is a rate';
comment on column indicator.version is
'of the definition; raised when its meaning changes';
comment on column indicator.derive is
'formulas by which an unstated count follows from others';

create table indicator_term (
    indicator_id text not null,
    side text not null,
    rule integer not null,
    term_id text not null,
    sign integer not null,
    formula text
);
comment on table indicator_term is 'what sides of rates and formulas are made of';
comment on column indicator_term.side is 'numerator, denominator, sum or quotient';
comment on column indicator_term.sign is '1 added, -1 subtracted, 0 divides';
comment on column indicator_term.rule is
'which formula of the indicator, from 1; 0: a side of a rate';

create table source (
    source_id text not null,
    file_name text not null,
    kind text not null,
    origin text not null,
    as_of date not null,
    rows_kept integer not null,
    rows_refused integer not null
);
comment on table source is 'one row per imported file of figures';
comment on column source.source_id is 'SHA-256 of its bytes';
comment on column source.as_of is 'cut-off: figures are as known on this day';
comment on column source.rows_kept is 'rows: taken over';
comment on column source.rows_refused is 'rows: left out when the bad were skipped';

create table coverage (
    source_id text not null,
    unit_id text not null,
    area text not null,
    period_label text,
    from_date date,
    to_date date,
    as_of date not null
);
comment on table coverage is
'what a source speaks for: a unit, an area, and a named period or two dates';

create table reported_value (
    source_id text not null,
    row_number integer not null,
    cell text not null,
    indicator_id text not null,
    unit_id text not null,
    part text not null,
    period_label text,
    from_date date,
    to_date date,
    dates_stated boolean not null,
    value double,
    rounding double,
    qualifier text not null,
    decision_no text,
    decision_date date,
    as_of date not null,
    locator text,
    remark text
);
comment on table reported_value is 'one row per figure stated in a report';
comment on column reported_value.part is
'empty for the whole, else sorted key=value joined by ;';
comment on column reported_value.value is
'as stated, in the measure of its indicator; rates are fractions';
comment on column reported_value.rounding is
'half a unit of the last place written: the true value lies within';
comment on column reported_value.qualifier is
'exact, at_least, more_than, nearly or rounded';
comment on column reported_value.locator is 'section and paragraph of the document';
comment on column reported_value.row_number is 'row of the file, the header counted';
comment on column reported_value.dates_stated is
'whether the report gives both dates, not just a name';

create table procedure (
    procedure_id text not null,
    code text,
    name words not null,
    field text,
    online_level text,
    term_days integer,
    as_of date not null,
    source_id text not null,
    row_number integer not null
);
comment on table procedure is 'one row per procedure (thủ tục): the kind of case';
comment on column procedure.code is 'number in the national list';
comment on column procedure.field is 'value of the part key field; null: not stated';
comment on column procedure.online_level is 'full, partial or none';
comment on column procedure.term_days is
'days: working days allowed by law; null: not stated';
comment on column procedure.as_of is 'cut-off of the file it was last read from';
comment on column procedure.row_number is 'row of that file, the header counted';

create table dossier (
    issuer text not null,
    dossier_id text not null,
    unit_id text not null,
    procedure_id text,
    channel text,
    submitted_date date,
    accepted_date date not null,
    due_date date not null,
    finished_date date,
    returned_date date,
    status text,
    stated_class text,
    fee_due_vnd bigint,
    paid_online boolean,
    digitised_in boolean,
    digitised_out boolean,
    apology_sent boolean,
    gone_date date,
    as_of date not null,
    source_id text not null,
    row_number integer not null
);
comment on table dossier is
'one row per dossier (hồ sơ), as its latest source knows it; key issuer, dossier_id';
comment on column dossier.channel is 'online, desk or post; null: not stated';
comment on column dossier.accepted_date is 'valid reception: the clock starts after it';
comment on column dossier.due_date is 'appointed day of the result, as stated';
comment on column dossier.finished_date is
'day of the result, of the return unsettled or of the withdrawal, by status';
comment on column dossier.returned_date is 'day the result was handed over';
comment on column dossier.status is
'registered, accepted, refused, processing, awaiting_supplement, awaiting_fee,
withdrawn, suspended, done, result_given or returned (unsettled); null: not stated';
comment on column dossier.stated_class is
'early, on_time or late, as the source says; only compared with the dates';
comment on column dossier.fee_due_vnd is 'whole đồng';
comment on column dossier.gone_date is
'last day before a later list of all dossiers at hand that no longer has it';
comment on column dossier.as_of is 'cut-off of the source it was last read from';
comment on column dossier.row_number is 'row of that source, the header counted';

create table dossier_pause (
    issuer text not null,
    dossier_id text not null,
    from_date date not null,
    to_date date,
    reason text,
    as_of date not null,
    source_id text not null,
    row_number integer not null
);
comment on table dossier_pause is
'when the clock stood still: counted from the day after from_date up to to_date';
comment on column dossier_pause.to_date is 'day the clock resumed; null: still stopped';
comment on column dossier_pause.reason is 'supplement, fee or suspended';
comment on column dossier_pause.row_number is 'row of its source, the header counted';

create table entry (
    kind text not null,
    issuer text not null,
    entry_key text not null,
    unit_id text,
    from_date date not null,
    to_date date,
    digest text not null,
    as_of date not null,
    source_id text not null,
    row_number integer not null
);
comment on table entry is
'one row per record of a register, as its latest source knows it: the tables of its kind
hold what it says, joined by source_id and row_number';
comment on column entry.kind is
'inspections, inspection_subjects, inspection_plan, tasks, task_events, targets or
notes';
comment on column entry.issuer is 'system it comes from; of targets: their area';
comment on column entry.entry_key is 'what tells it from others of its kind and issuer';
comment on column entry.unit_id is
'null: of an inspection or a task that is not known, or a note on every unit';
comment on column entry.to_date is 'last day on which it was at hand; null: still is';
comment on column entry.digest is 'of all its values';
comment on column entry.row_number is 'row of its source, the header counted';

create table inspection (
    issuer text not null,
    inspection_id text not null,
    unit_id text not null,
    kind text not null,
    trigger text not null,
    title text,
    field text,
    place text,
    decision_no text,
    decision_date date,
    start_date date not null,
    end_date date,
    conclusion_due_date date,
    conclusion_date date,
    conclusion_no text,
    subjects bigint,
    establishments bigint,
    devices bigint,
    markets bigint,
    violators bigint,
    sanctioned_organisations bigint,
    sanctioned_persons bigint,
    fines_vnd bigint,
    recovery_proposed_vnd bigint,
    recovery_collected_vnd bigint,
    referred_cases bigint,
    referred_persons bigint,
    source_id text not null,
    row_number integer not null
);
comment on table inspection is
'one row per inspection or check (cuộc thanh tra, cuộc kiểm tra); key issuer,
inspection_id; the two are never added up';
comment on column inspection.kind is
'administrative, specialised (inspections); check, state_check or joint_check (checks)';
comment on column inspection.trigger is 'planned or unscheduled';
comment on column inspection.place is 'district or commune, as written then';
comment on column inspection.end_date is 'last day at the place; null: still there';
comment on column inspection.conclusion_due_date is 'as stated; null: not stated';
comment on column inspection.subjects is 'organisations and persons met';
comment on column inspection.fines_vnd is 'whole đồng';
comment on column inspection.recovery_proposed_vnd is 'whole đồng';
comment on column inspection.recovery_collected_vnd is
'whole đồng; may exceed what was proposed in the same period';
comment on column inspection.row_number is 'row of its source, the header counted';

create table inspection_subject (
    issuer text not null,
    inspection_id text not null,
    subject_name text not null,
    tax_code text,
    address text,
    place text,
    visit_date date not null,
    is_violating boolean,
    violation text,
    fine_vnd bigint,
    name_key text not null,
    source_id text not null,
    row_number integer not null
);
comment on table inspection_subject is
'one row per subject (đối tượng) that an inspection or a check met on a day';
comment on column inspection_subject.tax_code is
'the ten digits of the enterprise, without those of a branch; null: not stated or none';
comment on column inspection_subject.name_key is 'its name and address, made plain';
comment on column inspection_subject.fine_vnd is 'whole đồng';
comment on column inspection_subject.row_number is
'row of its source, the header counted';

create table inspection_plan (
    issuer text not null,
    plan_id text not null,
    unit_id text not null,
    kind text not null,
    field text,
    subject_name text not null,
    tax_code text,
    address text,
    planned_start_date date not null,
    planned_end_date date not null,
    status text,
    name_key text not null,
    source_id text not null,
    row_number integer not null
);
comment on table inspection_plan is
'one row per subject that the annual plan of a unit means to meet';
comment on column inspection_plan.status is 'draft or approved; null: not stated';
comment on column inspection_plan.row_number is 'row of its source, the header counted';

create table subject_match (
    subject_id text not null,
    matched_by text not null,
    source_id text not null,
    row_number integer not null
);
comment on table subject_match is
'who the subjects of inspections and of plans are: rows of one subject_id are one';
comment on column subject_match.matched_by is
'tax_code: it states one; name: it is matched by its plain name and address';
comment on column subject_match.row_number is 'row of its source, the header counted';

create table task (
    issuer text not null,
    task_id text not null,
    unit_id text not null,
    title text not null,
    level text not null,
    type text,
    science text,
    programme text,
    host text,
    selection text,
    planned_start_date date,
    planned_end_date date,
    start_date date,
    end_date date,
    state_planned_vnd bigint,
    state_contracted_vnd bigint,
    state_disbursed_vnd bigint,
    other_planned_vnd bigint,
    other_contracted_vnd bigint,
    other_disbursed_vnd bigint,
    source_id text not null,
    row_number integer not null
);
comment on table task is 'one row per S&T task (nhiệm vụ KH&CN); key issuer, task_id';
comment on column task.type is 'topic, trial or scheme; null: not stated';
comment on column task.selection is 'selected or assigned; null: not stated';
comment on column task.state_planned_vnd is 'whole đồng from the state budget';
comment on column task.other_planned_vnd is 'whole đồng from other sources';
comment on column task.row_number is 'row of its source, the header counted';

create table task_event (
    issuer text not null,
    task_id text not null,
    event text not null,
    event_date date not null,
    check_kind text,
    grade text,
    document_no text,
    source_id text not null,
    row_number integer not null
);
comment on table task_event is 'one row per step of a task';
comment on column task_event.event is
'proposed, ordered, selected, outline_appraised, funds_appraised, approved, contracted,
checked, accepted_host, accepted_level, registered, liquidated, applied or stopped';
comment on column task_event.check_kind is 'of a check: periodic or unscheduled';
comment on column task_event.grade is 'of an acceptance: excellent, passed or failed';
comment on column task_event.row_number is 'row of its source, the header counted';

create table target (
    unit_id text not null,
    indicator_id text not null,
    calendar text not null,
    period_id text not null,
    part text not null,
    value double not null,
    is_cumulative boolean not null,
    document text,
    decision_date date,
    source_id text not null,
    row_number integer not null
);
comment on table target is
'one row per target (chỉ tiêu giao): what a unit undertook to reach in a period; key
unit_id, indicator_id, calendar, period_id, part, is_cumulative';
comment on column target.unit_id is 'the unit that undertook it';
comment on column target.indicator_id is 'what is to be reached';
comment on column target.calendar is 'of the period: state or civil';
comment on column target.period_id is 'by the last day of which it is to be reached';
comment on column target.part is
'empty for the whole, else sorted key=value joined by ;';
comment on column target.value is
'in the measure of its indicator; rates are fractions';
comment on column target.is_cumulative is
'whether from the first day of the year, and not of the period, to its last';
comment on column target.document is 'number of the decision; null: not stated';
comment on column target.decision_date is 'day of the decision; null: not stated';
comment on column target.source_id is 'SHA-256 of the file';
comment on column target.row_number is 'row of its source, the header counted';

create table note (
    issuer text not null,
    note_date date not null,
    unit_id text,
    area text,
    indicator_id text,
    kind text not null,
    words words not null,
    document text,
    source_id text not null,
    row_number integer not null
);
comment on table note is
'one row per note (ghi chú): what happened on a day, and changes of ways of working';
comment on column note.issuer is 'system it comes from; empty: not stated';
comment on column note.note_date is 'of a change, the first day of the new way';
comment on column note.unit_id is
'whom it concerns; null: every unit of the origin of its source';
comment on column note.area is
'area of indicators that it concerns; null: not one as a whole';
comment on column note.indicator_id is
'indicator that it concerns; null: all of the area, or all if that is null too';
comment on column note.kind is
'event: only told; change: figures before and after are judged apart';
comment on column note.words is 'what happened; Vietnamese where no English is stated';
comment on column note.document is 'what it rests on; null: not stated';
comment on column note.source_id is 'SHA-256 of the file';
comment on column note.row_number is 'row of its source, the header counted';

create table list_coverage (
    source_id text not null,
    kind text not null,
    unit_id text,
    issuer text,
    from_date date not null,
    to_date date not null,
    as_of date not null
);
comment on table list_coverage is
'what a list speaks for: every dossier at hand on any of these days, or every pause
that began on one';
comment on column list_coverage.kind is 'of list: dossiers, inspections, tasks…';
comment on column list_coverage.unit_id is
'null: every unit of the issuer; of notes: those on every unit';
comment on column list_coverage.issuer is
'system the list comes from; of targets: the area that it speaks for';

create table dossier_flow (
    unit_id text not null,
    procedure_id text not null,
    channel text not null,
    bucket date not null,
    received bigint not null,
    early bigint not null,
    on_time bigint not null,
    late bigint not null,
    returned bigint not null,
    withdrawn bigint not null,
    gone bigint not null,
    became_overdue bigint not null,
    overdue_closed bigint not null,
    paused bigint not null,
    resumed bigint not null
);
comment on table dossier_flow is
'dossiers that came in or went out, by half-month; stocks are running sums';
comment on column dossier_flow.procedure_id is 'empty: not stated';
comment on column dossier_flow.channel is 'empty: not stated';
comment on column dossier_flow.bucket is
'first day of the half-month: the 1st, or the 15th';
comment on column dossier_flow.gone is
'left without a known result: a later list no longer has them';

create table dossier_days (
    unit_id text not null,
    procedure_id text not null,
    bucket date not null,
    state text not null,
    working_days integer not null,
    dossiers bigint not null
);
comment on table dossier_days is
'how many dossiers took how many working days, and how old the open ones were';
comment on column dossier_days.state is
'resolved: in the half-month; open: on its last day';
comment on column dossier_days.working_days is
'days: working days since acceptance, pauses left out';

create table dossier_oldest (
    unit_id text not null,
    bucket date not null,
    position integer not null,
    issuer text not null,
    dossier_id text not null,
    procedure_id text not null,
    accepted_date date not null,
    due_date date not null,
    finished_date date,
    is_waiting boolean not null,
    is_overdue boolean not null
);
comment on table dossier_oldest is
'the dossiers of a unit open on the last day of a half-month to see to first';
comment on column dossier_oldest.position is
'the overdue, then the others, each by due date, from 1 to 20';
comment on column dossier_oldest.finished_date is
'as known by now: after the half-month; null: still open';

create table complete_period (
    kind text not null,
    unit_id text not null,
    calendar text not null,
    period_id text not null,
    from_date date not null,
    to_date date not null,
    as_of date not null,
    source_ids text[] not null
);
comment on table complete_period is
'periods of units on every day of which lists of a kind speak for them';
comment on column complete_period.kind is 'of list, as in list_coverage';

create table answer (
    indicator_id text not null,
    unit_id text not null,
    calendar text not null,
    period_id text not null,
    part text not null,
    value double not null,
    rounding double,
    status text not null,
    qualifier text not null,
    as_of date not null,
    source_ids text[] not null
);
comment on table answer is
'what reports say of a period: stated for it, or assembled from parts that tile it';
comment on column answer.value is
'in the measure of its indicator; rates are fractions';
comment on column answer.rounding is
'half a unit of the last place written; null: assembled';
comment on column answer.status is 'complete, assembled or named_period';

create table observation (
    indicator_id text not null,
    unit_id text not null,
    calendar text not null,
    period_id text not null,
    part text not null,
    numerator double,
    denominator double,
    value double not null,
    basis text not null,
    status text not null,
    qualifier text not null,
    formula text,
    definition_version integer not null,
    origin text not null,
    as_of date not null,
    source_ids text[] not null
);
comment on table observation is
'every indicator for unit, calendar, period, part: the figures that pages show';
comment on column observation.numerator is
'the count itself, or the upper side of a rate; null where only the rate is stated';
comment on column observation.value is
'in the measure of its indicator; rates are fractions, not per cent';
comment on column observation.basis is 'computed, reported or derived';
comment on column observation.status is
'complete, assembled (from periods that tile it) or named_period (dates not stated)';
comment on column observation.definition_version is
'of the indicator when the figure was made';
comment on column observation.denominator is
'lower side of a rate, in the measure of what it adds up; null for others';
comment on column observation.formula is 'how a derived figure was made; null: stated';

create table closing (
    calendar text not null,
    period_id text not null,
    status text not null
);
comment on table closing is 'periods that are provisional or closed; all others open';
comment on column closing.status is 'provisional or closed';

create table correction (
    calendar text not null,
    period_id text not null,
    indicator_id text not null,
    unit_id text not null,
    part text not null,
    reason text not null
);
comment on table correction is 'figures of closed periods changed since, with reasons';

create table warning (
    rule text not null,
    stage text not null,
    source_id text,
    cell text,
    indicator_id text,
    unit_id text,
    calendar text,
    period_id text,
    part text,
    value text,
    expected text,
    difference double,
    note text
);
comment on table warning is 'what is doubtful in this version; worded by rule';
comment on column warning.stage is
'intake: found on reading the file; check: found since';
comment on column warning.difference is
'value less expected, in the measure of the indicator; null where it has no sense';
comment on column warning.note is 'what the wording names besides value and expected';
