-- Rows of a list of inspections and checks. One is at hand from its first day until it is
-- concluded; a check without a conclusion, until its last day.
-- grain: file_number, row_number
-- params: none
-- columns:
--   file_number: number, of the import's files
--   row_number: number, row of the file
--   issuer: id, system it comes from
--   entry_key: id, of the record; null when not known
--   unit_id: id, of the unit; null when not known
--   from_date: date, first day on which it was at hand
--   to_date: date, last day; null when it still is
--   inspection_id: id, of the inspection or check
--   kind: code, of inspection or check
--   trigger: code, planned or unscheduled
--   title: text, what it is about
--   field: id, of its field; null when not stated or not known
--   place: text, district or commune as written then
--   decision_no: text, number of the decision
--   decision_date: date, of the decision
--   start_date: date, first day
--   end_date: date, last day at the place; null when not stated
--   conclusion_due_date: date, by which it must be concluded; null when not stated
--   conclusion_date: date, of the conclusion; null when there is none
--   conclusion_no: text, number of the conclusion
--   subjects: number, organisations and persons met
--   establishments: number, establishments
--   devices: number, measuring devices
--   markets: number, markets
--   violators: number, subjects in violation
--   sanctioned_organisations: number, organisations sanctioned
--   sanctioned_persons: number, persons sanctioned
--   fines_vnd: number, whole đồng
--   recovery_proposed_vnd: number, whole đồng
--   recovery_collected_vnd: number, whole đồng
--   referred_cases: number, cases referred for investigation
--   referred_persons: number, persons referred for investigation
select
    typed_register.file_number,
    typed_register.row_number,
    coalesce(typed_register.words['issuer'], '') as issuer,
    typed_register.words['inspection_id'] as entry_key,
    typed_register.words['unit_id'] as unit_id,
    typed_register.days['start_date'] as from_date,
    case
        when
            typed_register.days['conclusion_date'] is not null
            or (
                typed_register.words['kind'] not in ('administrative', 'specialised')
                and typed_register.days['end_date'] is not null
            )
            then
                greatest(
                    typed_register.days['start_date'],
                    coalesce(
                        typed_register.days['conclusion_date'],
                        typed_register.days['end_date']
                    )
                )
    end as to_date,
    typed_register.words['inspection_id'] as inspection_id,
    typed_register.words['kind'] as kind,
    typed_register.words['trigger'] as trigger,
    typed_register.words['title'] as title,
    typed_register.words['field'] as field,
    typed_register.words['place'] as place,
    typed_register.words['decision_no'] as decision_no,
    typed_register.days['decision_date'] as decision_date,
    typed_register.days['start_date'] as start_date,
    typed_register.days['end_date'] as end_date,
    typed_register.days['conclusion_due_date'] as conclusion_due_date,
    typed_register.days['conclusion_date'] as conclusion_date,
    typed_register.words['conclusion_no'] as conclusion_no,
    typed_register.amounts['subjects'] as subjects,
    typed_register.amounts['establishments'] as establishments,
    typed_register.amounts['devices'] as devices,
    typed_register.amounts['markets'] as markets,
    typed_register.amounts['violators'] as violators,
    typed_register.amounts['sanctioned_organisations'] as sanctioned_organisations,
    typed_register.amounts['sanctioned_persons'] as sanctioned_persons,
    typed_register.amounts['fines_vnd'] as fines_vnd,
    typed_register.amounts['recovery_proposed_vnd'] as recovery_proposed_vnd,
    typed_register.amounts['recovery_collected_vnd'] as recovery_collected_vnd,
    typed_register.amounts['referred_cases'] as referred_cases,
    typed_register.amounts['referred_persons'] as referred_persons
from typed_register
order by typed_register.file_number, typed_register.row_number
