"""A bureau's year of reminders with everything that may go wrong, and an account of who was told what.

The clock is a file that every process reads: days pass as quickly as the workers can follow. Three beats ring for the
same moment; workers are killed (-9), the broker is emptied, the database restarted, the mail server hangs up, beats
stay silent for a day. `bureau` is what is lived in, `changes` what people do there between two days, `troubles` what
befalls the machines, `living` the days, `tally` the account. What is owed is worked out in `bureau` a second time, by
plain counting, from what the simulation itself did.
"""

from tests.reminders.year.bureau import Size
from tests.reminders.year.living import Year
from tests.reminders.year.tally import Tally

__all__ = ["Size", "Tally", "Year"]
