"""The rule extractor: syntax, lexicons and nothing else."""

from harmattan.plugins.extractors.rules.extractor import RuleExtractor, RuleSettings

__all__ = ["RuleExtractor", "RuleSettings"]
