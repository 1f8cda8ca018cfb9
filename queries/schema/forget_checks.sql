-- Warnings of checks that are about to run again.
delete from warning
where stage = 'check';
