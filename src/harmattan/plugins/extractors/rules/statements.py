"""Statements: one plain line for a reader, in the restored words of the source."""

from __future__ import annotations

from collections.abc import Collection

from harmattan.plugins.extractors.rules.arguments import RELATIVE, clause_of
from harmattan.plugins.extractors.rules.found import FoundActor
from harmattan.plugins.extractors.rules.scene import Scene

EDGES = " ,;:–—-.…\"'“”«»()\u00a0\t\n"
JOINTS = frozenset({"SCONJ", "CCONJ", "PUNCT", "INTJ"})
COMPLEMENTISERS = frozenset({"that", "que", "qu'"})


def text_of(scene: Scene, indexes: Collection[int]) -> str:
    """Return the words at these indexes with the spacing that they had, trimmed, first letter capital."""
    tokens = scene.passage.tokens
    text = scene.passage.text
    indexes = sorted(indexes)
    while len(indexes) > 1 and _is_joint(scene, indexes[0], indexes[1]):
        indexes = indexes[1:]
    pieces: list[str] = []
    previous = None
    for index in indexes:
        token = tokens[index]
        if previous is not None:
            gap = text[tokens[previous].end : token.start] if index == previous + 1 else " "
            pieces.append(" " if gap.strip() == "" and gap else gap)
        pieces.append(token.text)
        previous = index
    line = _without_odd_quotes(" ".join("".join(pieces).split())).strip(EDGES)
    if line.count("(") == line.count(")") + 1:
        # The bracket at the end was no edge.
        line += ")"
    return line[:1].upper() + line[1:]


def _without_odd_quotes(line: str) -> str:
    """Return the line without a quotation mark or a closing bracket whose partner was left behind."""
    if line.count(")") > line.count("(") and line.find(")") < (line.find("(") if "(" in line else len(line)):
        line = line.replace(")", "", 1)
    for opening, closing in (('"', '"'), ("“", "”"), ("«", "»")):
        odd = line.count(opening) % 2 if opening == closing else line.count(opening) != line.count(closing)
        if odd:
            line = line.replace(opening, "").replace(closing, "")
    return " ".join(line.split())


def _is_joint(scene: Scene, first: int, second: int) -> bool:
    """Return whether a word only joins what follows to what came before ("and", "that")."""
    token = scene.passage.tokens[first]
    if token.lower in COMPLEMENTISERS:
        return token.dep != "det" or scene.passage.tokens[second].lower.endswith("s")
    opens = token.dep == "advmod" and scene.passage.sentence.head(token).dep == "advcl"
    return token.pos in JOINTS or token.dep == "mark" or opens


def clause_statement(scene: Scene, clause: int, *, without: Collection[int]) -> str:
    """Return the clause that tokens[clause] heads, without the words of its source, as a line."""
    sentence = scene.passage.sentence
    inside = scene.clause_tokens(clause) | scene.own_clause(clause)
    kept = sorted(inside - set(without))
    # A clause of a flat or broken parse may be scattered: the whole stretch reads better than its crumbs.
    if not kept:
        return text_of(scene, range(len(sentence.tokens)))
    return text_of(scene, [*_antecedent(scene, kept[0]), *kept])


def _antecedent(scene: Scene, first: int) -> list[int]:
    """Return the noun phrase that a clause hangs on where it opens with a relative pronoun ("drone operators who struck …")."""
    sentence = scene.passage.sentence
    token = sentence.tokens[first]
    above = sentence.head(token)
    if token.lower not in RELATIVE - COMPLEMENTISERS or above.dep != "acl:relcl":
        return []
    noun = sentence.head(above)
    return [child.i for child in sentence.children(noun, "det", "amod", "compound") if child.i < noun.i] + [noun.i]


def view_statement(scene: Scene, head: int, told: Collection[int]) -> str:
    """Return the passage that a judgement or outlook makes, without the clauses beside its own that state other claims.

    `told` are the tokens that state those.
    """
    sentence = scene.passage.sentence
    clause = clause_of(sentence, scene.passage.tokens[head])
    subjects = [child for child in sentence.children(clause, "nsubj") if child.lower not in RELATIVE]
    own = scene.own_clause(clause.i)
    beside = set(range(len(scene.passage.tokens))) - own
    return text_of(scene, own) if subjects and head in own and beside & set(told) else whole_statement(scene)


def whole_statement(scene: Scene) -> str:
    """Return the whole passage as a line."""
    return text_of(scene, range(len(scene.passage.tokens)))


TIES = {
    ("en", "rival"): "{} is a rival of {}",
    ("en", "ally"): "{} is an ally of {}",
    ("en", "successor"): "{} took the place of {}",
    ("fr", "rival"): "{} est un rival de {}",
    ("fr", "ally"): "{} est un allié de {}",
    ("fr", "successor"): "{} a pris la place de {}",
}
"""How a relation reads; others keep the words of their clause, which say more exactly what ties the two."""


def tie_statement(language: str, relation: str | None, roles: Collection[tuple[str, FoundActor]]) -> str | None:
    """Return a relation between one subject and one object as a line; None where it has no line of its own."""
    form = TIES.get((language, relation or ""))
    ends = [[actor.name for role, actor in roles if role == side] for side in ("subject", "object")]
    if form is None or any(len(names) != 1 for names in ends):
        return None
    line = form.format(*(names[0] for names in ends))
    return line[:1].upper() + line[1:]


DOUBTS = {
    ("en", "-"): "Denied: ",
    ("en", "PS"): "Possibly: ",
    ("en", "PR"): "Probably: ",
    ("fr", "-"): "Démenti : ",
    ("fr", "PS"): "Peut-être : ",
    ("fr", "PR"): "Probablement : ",
}
"""What stands before a statement whose doubt was said in other words than its own ("X denied that …")."""


def qualified(language: str, value: str, statement: str) -> str:
    """Return the statement with the doubt of a FactBank value before it; a certain or unknown one as it is."""
    return DOUBTS.get((language, "-" if value.endswith("-") else value[:2]), "") + statement
