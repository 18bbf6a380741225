"""Scores outlooks from rolling origins, beside baselines and degenerate forecasts."""

from harmattan.evaluation.outlooks.run import Evaluated, evaluate
from harmattan.evaluation.outlooks.scores import METRICS
from harmattan.evaluation.outlooks.tables import OutlookScores, Scores, score_table

__all__ = ["METRICS", "Evaluated", "OutlookScores", "Scores", "evaluate", "score_table"]
