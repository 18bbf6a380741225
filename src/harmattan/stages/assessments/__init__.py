"""Assessments: what the claims, read together, support, and every reason for it."""

from harmattan.stages.assessments.assess import assess
from harmattan.stages.assessments.picture import picture_of
from harmattan.stages.assessments.settings import AssessmentSettings
from harmattan.stages.assessments.tenure import bonds_over_time, tenures

__all__ = ["AssessmentSettings", "assess", "bonds_over_time", "picture_of", "tenures"]
