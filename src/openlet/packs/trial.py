"""Use the pack that the environment names, as every part of the program does: ``python -m openlet.packs.trial``.

Ends with 0 where all went well; with ``REFUSED`` and a sentence where the reader of contracts refuses the terms.
"""

import sys
from pathlib import Path

from openlet.contracts.reading import WrongContract, contract_of
from openlet.packs.checking import REFUSED
from openlet.spec.scheme import destinations, reasons, register, terms, tolerances
from openlet.spec.years import calendar, period_names, years

USUAL = b"""[contract]
id = "terms"
ukprn = 10000000
[[contract.bootcamp]]
learn_aim_ref = "Z"
price_per_learner = "1.00"
"""


def main() -> int:
    """Try; the exit status."""
    try:
        contract = contract_of(USUAL, Path("the terms of the wave"))
    except WrongContract as error:
        print(error.what)
        return REFUSED
    times = terms()["destinations"]
    if times["both_from"] > times["both_to"]:
        print("destinations.both_to lies before both_from.")
        return REFUSED
    found = [destinations(), reasons(), tolerances(), register(), contract.readings]
    if not destinations():
        print("destinations.csv has no code.")
        return REFUSED
    for year in years():
        closes = [one.closes for one in calendar(year)]
        if closes != sorted(closes) or len(period_names(year)) != len(set(period_names(year))):
            print(f"calendar.csv: the returns of {year} do not close one after the other.")
            return REFUSED
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main())
