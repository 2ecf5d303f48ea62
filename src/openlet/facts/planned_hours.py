"""The hours planned for a learner in a year, and whom the official limits concern."""

from openlet.facts.funding import OTHER_16_TO_19, is_t_level
from openlet.ilr.records import Learner


def planned_hours(learner: Learner) -> int:
    """The planned learning hours and the planned employability, enrichment and pastoral hours; absent counts as 0."""
    return (learner.PlanLearnHours or 0) + (learner.PlanEEPHours or 0)


def hours_are_limited(learner: Learner) -> bool:
    """Whether the learner has an aim that is neither other 16 to 19 provision nor part of a T Level programme."""
    return any(aim.FundModel != OTHER_16_TO_19 and not is_t_level(aim) for aim in learner.LearningDelivery)
