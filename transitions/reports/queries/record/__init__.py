"""Everything that the final report of a transition tells."""

from transitions.reports.queries.record.printing import fingerprint
from transitions.reports.queries.record.reading import record, record_now
from transitions.reports.queries.record.shapes import Record

__all__ = ["Record", "fingerprint", "record", "record_now"]
