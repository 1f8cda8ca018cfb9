"""A list of S&T tasks and one of their steps, small enough to count by hand.

They speak for 01/01/2021 to 30/06/2024, as of that day: the tasks of three units, the
steps of two. What is counted is the State's first half-year of 2024, from 15/12/2023 to
14/06/2024. Amounts are in đồng as written.
"""

TASKS = """
Task;Unit;Title;Level;Type;Science;Host;Planned start;Planned end;Start;End;\
State planned;State contracted;State disbursed;Other planned;Other contracted;\
Other disbursed
in-time;skhcn;Carried over, within contract;province;topic;agricultural;H1;\
01/03/2023;31/12/2024;01/03/2023;;500.000.000;400.000.000;;;;
slipping;skhcn;Carried over, past it by 135 days;province;topic;medical;H1;\
01/02/2022;31/01/2024;;;;;;;;
new;skhcn;Begun in the period;grassroots;;;;20/12/2023;20/12/2025;;;;;5.000.000;;;
accepted;skhcn;Ended and accepted;province;trial;agricultural;H2;\
01/06/2022;01/03/2024;01/06/2022;01/03/2024;1.000.000.000;900.000.000;450.000.000;\
100.000.000;100.000.000;100.000.000
failed;skhcn;Ended, not passed, 5 days late;province;topic;social;H2;\
01/06/2022;15/02/2024;01/06/2022;20/02/2024;;;;;;
stopped;skhcn;Stopped;ministry;topic;social;H2;\
01/01/2023;01/01/2025;01/01/2023;15/01/2024;;;;;;
awaiting;skhcn;Ended, accepted after the period;province;topic;social;H2;\
01/05/2022;15/03/2024;01/05/2022;15/03/2024;;;;;;
forgotten;skhcn;Ended before it, never accepted;province;scheme;social;H1;\
01/03/2021;30/11/2023;01/03/2021;30/11/2023;;;;;;
old;skhcn;Ended and accepted long before;province;topic;social;H1;\
01/02/2021;31/01/2022;01/02/2021;31/01/2022;;;;;;
later;skhcn;Begins after the period;province;topic;social;H1;15/06/2024;;;;;;;;;
proposed;skhcn;Never began;ministry;topic;social;H1;;;;;;;;;;
impossible;skhcn;Ends before it begins;province;topic;social;H1;\
01/02/2024;;01/02/2024;01/01/2024;;;;;;
short;sgddt;Begun on the first day, ended on the last;grassroots;scheme;humanities;H3;\
15/12/2023;14/06/2024;15/12/2023;14/06/2024;;;;;;
untold;syt;Ended, of a unit without a list of steps;province;topic;medical;H3;\
01/01/2023;01/02/2024;01/01/2023;01/02/2024;;;;;;
"""
STEPS = """
Task;Event;Date;Check kind;Grade;Document
in-time;checked;10/01/2024;periodic;;1/BB
in-time;checked;05/03/2024;unscheduled;;2/BB
slipping;checked;15/05/2023;periodic;;
new;proposed;01/09/2023;;;
new;ordered;11/10/2023;;;
new;contracted;18/12/2023;;;
new;checked;01/02/2024;;;
accepted;proposed;01/01/2022;;;
accepted;ordered;31/01/2022;;;
accepted;approved;02/03/2022;;;
accepted;contracted;01/06/2022;;;
accepted;accepted_level;10/04/2024;;excellent;
accepted;registered;10/05/2024;;;
failed;accepted_level;05/06/2024;;failed;
stopped;contracted;01/01/2023;;;
stopped;stopped;15/01/2024;;;
awaiting;accepted_level;20/06/2024;;passed;
old;accepted_level;15/03/2022;;passed;
old;registered;01/04/2022;;;
old;liquidated;01/06/2022;;;
old;applied;15/03/2024;;;
proposed;proposed;01/02/2024;;;
proposed;ordered;01/05/2024;;;
short;accepted_level;14/06/2024;;passed;
"""
SPAN = {"from_date": "2021-01-01", "to_date": "2024-06-30", "as_of": "2024-06-30"}
LISTS = {
    "tasks": (TASKS, {**SPAN, "unit_id": "skhcn,sgddt,syt"}),
    "task_events": (STEPS, {**SPAN, "unit_id": "skhcn,sgddt"}),
}
UNITS = ["sgddt", "skhcn", "syt"]
