"""Assessments: what the claims, read together, support, and every reason for it."""

from harmattan.stages.assessments.assess import assess
from harmattan.stages.assessments.settings import AssessmentSettings

__all__ = ["AssessmentSettings", "assess"]
