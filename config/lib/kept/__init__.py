"""What pages and ticks always ask and save, whose SQL Django writes once in a process.

Django takes several times longer to write a query of a hundred columns than the database to answer
it. What is kept here was written by Django from an ordinary queryset, and rows become objects the
way they always do; only the values differ from one time to the next. PostgreSQL in turn keeps how
it has planned such a query, which takes it longer than to answer.
"""

from config.lib.kept.plans import atomic_once_more
from config.lib.kept.rows import Kept, KeptStatement, KeptValues
from config.lib.kept.writes import KeptInsert, KeptSave, KeptUpdate

__all__ = [
    "Kept",
    "KeptInsert",
    "KeptSave",
    "KeptStatement",
    "KeptUpdate",
    "KeptValues",
    "atomic_once_more",
]
