-- The state of a period that is about to be stated again.
delete from closing
where calendar = $calendar and period_id = $period_id;
