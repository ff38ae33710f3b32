"""When we write again: within the client's working days, and never later than we told the customer before."""

from datetime import date

from assist.workflows.case import Case


def write_by(case: Case) -> date:
    """Return the day by which the customer hears from us: one that was promised and is not over stays."""
    within = case.calendar.add_working_days(case.today, case.parameters.wismo.write_within_working_days)
    promised = case.background.promised_on
    return promised if promised is not None and case.today <= promised < within else within
