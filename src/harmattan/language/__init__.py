"""One door to sentences, tokens and syntax, whatever the language and whatever parses it."""

from harmattan.language.grammar import Grammar, grammar_for
from harmattan.language.syntax import Sentence, Token

__all__ = ["Grammar", "Sentence", "Token", "grammar_for"]
