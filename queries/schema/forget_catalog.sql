-- The dimensions, before a catalog is read again.
delete from unit;
delete from unit_succession;
delete from bloc;
delete from bloc_member;
delete from measure;
delete from part;
delete from part_key;
delete from law;
delete from series_break;
delete from identity;
delete from indicator;
delete from indicator_term;
delete from calendar;
delete from kind;
delete from period;
delete from working_day;
