"""Fixed answers about the plan for an account."""

from django.db.models import TextChoices


class Span(TextChoices):
    """What time a plan is for."""

    YEAR = "year", "Calendar year"
    HALF = "half", "Half year"
    ROLLING = "rolling", "Rolling 12 months"
    OPEN = "open", "Open"


class StillKey(TextChoices):
    """The answer of the yearly check, whether an account is still a key account."""

    YES = "yes", "Yes"
    NO = "no", "No"
    UNSURE = "unsure", "Not sure, look again"


class Horizon(TextChoices):
    """How far away a goal is."""

    SHORT = "short", "Short term"
    LONG = "long", "Long term"


class GoalState(TextChoices):
    """How a goal stands."""

    OPEN = "open", "Open"
    ON_TRACK = "on_track", "On track"
    AT_RISK = "at_risk", "At risk"
    REACHED = "reached", "Reached"
    GIVEN_UP = "given_up", "Given up"


class ActionState(TextChoices):
    """How far an action has come."""

    PLANNED = "planned", "Planned"
    RUNNING = "running", "Under way"
    DONE = "done", "Done"
    DROPPED = "dropped", "Dropped"


CLOSED_GOALS = (GoalState.REACHED, GoalState.GIVEN_UP)
CLOSED_ACTIONS = (ActionState.DONE, ActionState.DROPPED)


class MeasureKind(TextChoices):
    """Whether we promised it, or measure it for ourselves."""

    KPI = "kpi", "KPI"
    LEVEL = "level", "Service level"


class Direction(TextChoices):
    """Which readings of a measure are good."""

    UP = "up", "More is better"
    DOWN = "down", "Less is better"
