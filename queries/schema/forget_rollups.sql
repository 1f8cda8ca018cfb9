-- Everything that is made from dossiers, before it is made anew.
delete from dossier_flow;
delete from dossier_days;
delete from dossier_oldest;
delete from warning
where stage = 'dossier';
