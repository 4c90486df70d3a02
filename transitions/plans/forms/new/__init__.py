"""The answers that a new transition is made from."""

from transitions.plans.forms.new.form import NewTransitionForm
from transitions.plans.forms.new.people import PEOPLE

__all__ = ["PEOPLE", "NewTransitionForm"]
