"""Records what Alembic 1.20.1 answers on random revision graphs, as JSON on standard output.

Run with PYTHONHASHSEED=0 and a Python that has alembic 1.20.1. The seed is fixed: the same output every time.
Where Alembic takes an order from a Python set, it is replaced by the written order, one of those it may take.
"""

import json
import os
import random
import sys
import types
import warnings

from alembic.runtime import migration
from alembic.script import base, revision
from alembic.util import exc

GRAPHS = 320
BROKEN = 45


# --- orders that come from sets ---------------------------------------------------------------------------------------

normalize = revision.RevisionMap._normalize_depends_on


def normalize_in_written_order(self, revisions, map_):
    normalize(self, revisions, map_)
    for one in revisions:
        left = set(one._normalized_resolved_dependencies)
        one._normalized_resolved_dependencies = tuple(
            dict.fromkeys(d for d in one._resolved_dependencies if d in left)
        )


map_labels = revision.RevisionMap._map_branch_labels


def map_labels_in_load_order(self, revisions, map_):
    map_labels(self, sorted(revisions, key=lambda one: one.loaded), map_)


merge_idents = migration.RevisionStep.merge_branch_idents
unmerge_to = migration.RevisionStep._unmerge_to_revisions


def merge_in_written_order(self, heads):
    deleted, from_, to = merge_idents(self, heads)
    rows = sorted([*deleted, from_], key=self.from_revisions.index)
    return rows[:-1], rows[-1], to


def unmerge_in_written_order(self, heads):
    return tuple(sorted(unmerge_to(self, heads), key=self.to_revisions.index))


revision.RevisionMap._map_branch_labels = map_labels_in_load_order
revision.RevisionMap._normalize_depends_on = normalize_in_written_order
migration.RevisionStep.merge_branch_idents = merge_in_written_order
migration.RevisionStep._unmerge_to_revisions = unmerge_in_written_order


# --- a script directory without files ---------------------------------------------------------------------------------


class OneScript(base.Script):
    def __init__(self, script, loaded):
        self.loaded = loaded
        module = types.ModuleType(script["id"])
        module.__doc__ = script["doc"]
        module.upgrade = lambda: None
        module.upgrade.__name__ = "upgrade"
        module.downgrade = lambda: None
        module.downgrade.__name__ = "downgrade"
        module.down_revision = tuple(script["down"]) or None
        module.depends_on = tuple(script["depends"]) or None
        module.branch_labels = tuple(script["labels"]) or None
        super().__init__(module, script["id"], script["id"] + ".py")

    def __hash__(self):
        return self.loaded

    def __eq__(self, other):
        return self is other


def directory(scripts):
    found = base.ScriptDirectory.__new__(base.ScriptDirectory)
    found.revision_map = revision.RevisionMap(lambda: (OneScript(s, n) for n, s in enumerate(scripts)))
    return found


class Rows(migration.HeadMaintainer):
    """Collects the statements instead of sending them."""

    def __init__(self, heads):
        self.heads = set(heads)
        self.changes = []

    def _insert_version(self, version):
        assert version not in self.heads
        self.heads.add(version)
        self.changes.append(["insert", version])

    def _delete_version(self, version):
        self.heads.remove(version)
        self.changes.append(["delete", version])

    def _update_version(self, from_, to_):
        assert to_ not in self.heads
        self.heads.remove(from_)
        self.heads.add(to_)
        self.changes.append(["replace", from_, to_])


def in_load_order(text, order):
    """Puts the revisions that overlap into load order."""
    before, found, overlapping = text.partition("overlaps with other requested revisions ")
    return before + found + ", ".join(sorted(overlapping.split(", "), key=order.index)) if found else text


def answer(function, order=()):
    """Returns the result, the error, or the name of the exception where Alembic breaks down."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            found = {"result": function()}
        except exc.CommandError as error:
            found = {"error": in_load_order(str(error), order)}
            if error.__cause__ is not None and str(error.__cause__) != str(error):
                found["inner"] = in_load_order(str(error.__cause__), order)
        except revision.RevisionError as error:
            found = {"escaped": str(error)}
        except (AssertionError, KeyError, IndexError, AttributeError, TypeError) as error:
            found = {"crash": type(error).__name__}
            if isinstance(error, KeyError):
                found["key"] = str(error.args[0])
    if caught:
        found["warnings"] = [str(one.message) for one in caught]
    return found


def plan(steps, heads):
    rows = Rows(heads)
    told = []
    for step in steps:
        rows.changes = []
        rows.update_to_step(step)
        info = step.info
        told.append([str(step), list(info.up_revision_ids), list(info.down_revision_ids), rows.changes])
    return told


def after(plan_answer, heads):
    """Returns the rows after a plan, or nothing if there is none."""
    if "result" not in plan_answer:
        return None
    rows = list(heads)
    for *_, changes in plan_answer["result"]:
        for change in changes:
            if change[0] == "insert":
                rows.append(change[1])
            elif change[0] == "delete":
                rows.remove(change[1])
            else:
                rows[rows.index(change[1])] = change[2]
    return rows


# --- random graphs ----------------------------------------------------------------------------------------------------


def random_scripts(chance):
    count = chance.choice([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16])
    style = chance.choice(["line", "branches", "merges", "dependencies", "everything", "everything"])
    letters = chance.choice(["ab", "abcdef0123456789"])
    ids = []
    while len(ids) < count:
        one = "".join(chance.choice(letters) for _ in range(chance.choice([2, 3, 4, 5, 6, 8, 12])))
        if one not in ids:
            ids.append(one)
    scripts, labels = [], 0
    for position, one in enumerate(ids):
        older = ids[:position]
        recent = older[-4:]
        down = []
        if style == "line":
            down = older[-1:]
        elif older and chance.random() > 0.12:
            wide = style in ("merges", "everything") and len(older) > 1 and chance.random() < 0.3
            pool = recent if chance.random() < 0.8 else older
            down = chance.sample(pool, min(len(pool), chance.choice([2, 2, 3]) if wide else 1))
        depends = []
        if style in ("dependencies", "everything") and older and chance.random() < 0.3:
            depends = chance.sample(older, min(len(older), chance.choice([1, 1, 2, 3])))
            depends = [d for d in depends if d not in down or chance.random() < 0.2]
        own = []
        if chance.random() < 0.15:
            labels += 1
            own = ["label%d" % labels] + (["other%d" % labels] if chance.random() < 0.1 else [])
        scripts.append(
            {"id": one, "down": down, "depends": depends, "labels": own, "doc": chance.choice(["", "doc " + one])}
        )
    for script in scripts:
        named = {l: s["id"] for s in scripts for l in s["labels"]}
        for label, target in named.items():
            if target in script["depends"] and chance.random() < 0.5:
                script["depends"][script["depends"].index(target)] = label
    chance.shuffle(scripts)
    return scripts


def break_scripts(chance, scripts):
    script = chance.choice(scripts)
    other = chance.choice(scripts)
    kind = chance.choice(["twice", "parent", "dependency", "loop", "dependency loop", "cycle", "label", "id", "merge"])
    if kind == "twice":
        copy = dict(chance.choice(scripts), doc="copy", labels=[])
        if chance.random() < 0.3:
            copy["labels"] = list(script["labels"])
        scripts.insert(chance.randrange(len(scripts) + 1), copy)
    elif kind == "parent":
        script["down"] = [*script["down"], "nothere"]
    elif kind == "dependency":
        script["depends"] = [*script["depends"], "nothere"]
    elif kind == "loop":
        script["down"] = [*script["down"], script["id"]]
    elif kind == "dependency loop":
        script["depends"] = [*script["depends"], script["id"]]
    elif kind == "cycle":
        if chance.random() < 0.5:
            script["down"] = [*script["down"], other["id"]]
        else:
            script["depends"] = [*script["depends"], other["id"]]
    elif kind == "label":
        taken = chance.choice([other["id"], "label1"])
        script["labels"] = [*script["labels"], taken, *(["label1"] if chance.random() < 0.3 else [])]
    elif kind == "id":
        script["id"] += chance.choice(["-x", "@x", "+x:y", ":"])
    else:
        script["down"] = [*script["down"], *script["down"]]
    return scripts


def names(chance, scripts):
    ids = [s["id"] for s in scripts]
    labels = [l for s in scripts for l in s["labels"]]
    one = chance.choice(ids)
    return chance.choice(
        [
            one, one, one, one, one, one, one[:2], one[:4], one[:5], "head", "heads", "base", "nosuch",
            *(labels and [chance.choice(labels), chance.choice(labels)[:5]]),
        ]
    )


def targets(chance, scripts):
    labels = [l for s in scripts for l in s["labels"]] or [s["id"] for s in scripts]
    branch = chance.choice(labels) if chance.random() < 0.9 else chance.choice([chance.choice(scripts)["id"], "nolabel"])
    count = chance.choice([0, 1, 1, 1, 1, 2, 2, 3, 7])
    form = chance.randrange(12)
    name = names(chance, scripts)
    if form < 4:
        return name
    if form == 4:
        return "+%d" % count
    if form == 5:
        return "-%d" % count
    if form == 6:
        return "%s+%d" % (name, count)
    if form == 7:
        return "%s-%d" % (name, count)
    if form == 8:
        return "%s@%s" % (branch, chance.choice(["head", "heads", "base", name]))
    if form == 9:
        return "%s@+%d" % (branch, count)
    if form == 10:
        return "%s@-%d" % (branch, count)
    return "%s@%s%s%d" % (branch, name, chance.choice("+-"), count)


def facts(scripts):
    """Returns what listings show of every revision."""

    def look():
        map_ = directory(scripts).revision_map
        order = list(dict.fromkeys(s["id"] for s in scripts))
        told = []
        for one in order:
            found = map_.get_revision(one)
            flags = [found.is_head, found._is_real_head, found.is_branch_point, found.is_merge_point, found.is_base]
            label_order = [l for s in scripts for l in s["labels"]]
            told.append(
                [
                    "".join("01"[flag] for flag in flags),
                    sorted(found.branch_labels, key=label_order.index),
                    list(found._normalized_down_revisions),
                    sorted(found.nextrev, key=order.index),
                ]
            )
        return [list(map_.heads), list(map_._real_heads), list(map_.bases), list(map_._real_bases), told]

    return answer(look)


def plain(chance, scripts):
    """Returns a target for commands that know few of the counting forms."""
    labels = [l for s in scripts for l in s["labels"]] or [s["id"] for s in scripts]
    form = chance.randrange(10)
    if form < 6:
        return names(chance, scripts)
    if form < 8:
        return "%s@%s" % (chance.choice(labels), chance.choice(["head", "heads", "base", names(chance, scripts)]))
    return targets(chance, scripts)


def goes_round(scripts):
    """Tells whether a revision needs itself. Alembic misses some such graphs and may then walk for ever."""
    at = {s["id"]: s for s in scripts}
    at.update({l: s for s in scripts for l in s["labels"]})

    def needs(one):
        return [at[d]["id"] for d in [*at[one]["down"], *at[one]["depends"]]]

    for start in at:
        seen, waiting = set(), needs(start)
        while waiting:
            one = waiting.pop()
            if one == start:
                return True
            if one not in seen:
                seen.add(one)
                waiting.extend(needs(one))
    return False


def queries(chance, scripts):
    asked = []
    states = [[]]
    order = [s["id"] for s in scripts]

    def ask(kind, arguments, function):
        found = answer(function, order)
        asked.append([kind, arguments, found])
        return found

    for _ in range(chance.choice([3, 4, 5])):
        heads = chance.choice(states)
        target = targets(chance, scripts)
        found = ask(
            "upgrade", [heads, target], lambda: plan(directory(scripts)._upgrade_revs(target, tuple(heads)), heads)
        )
        rows = after(found, heads)
        if rows is not None and rows not in states:
            states.append(rows)
    ids = [s["id"] for s in scripts]
    some = chance.sample(ids, min(len(ids), 2))
    found = answer(lambda: plan(directory(scripts)._stamp_revs(tuple(some), ()), ()))
    rows = after(found, ())
    if rows:
        states.append(rows)
    for _ in range(chance.choice([3, 4, 5])):
        heads = chance.choice(states)
        target = targets(chance, scripts)
        found = ask(
            "downgrade",
            [heads, target],
            lambda: plan(directory(scripts)._downgrade_revs(target, tuple(heads)), heads),
        )
        rows = after(found, heads)
        if rows is not None and rows not in states:
            states.append(rows)
    for _ in range(3):
        heads = chance.choice(states)
        wanted = [plain(chance, scripts) for _ in range(chance.choice([1, 1, 1, 2]))]
        ask("stamp", [heads, wanted], lambda: plan(directory(scripts)._stamp_revs(tuple(wanted), tuple(heads)), heads))
    for _ in range(3):
        target = plain(chance, scripts)
        ask("resolve", [target], lambda: [r.revision for r in directory(scripts).get_revisions(target)])
        name = plain(chance, scripts)

        def one():
            found = directory(scripts).get_revision(name)
            return found and found.revision

        ask("one", [name], one)
    for _ in range(3):
        low, high = chance.choice(
            [
                ("base", "heads"),
                (plain(chance, scripts), "heads"),
                ("-%d" % chance.randrange(5), "heads"),
                ("base", targets(chance, scripts)),
                (plain(chance, scripts), targets(chance, scripts)),
            ]
        )
        ask("history", [low, high], lambda: [r.revision for r in directory(scripts).walk_revisions(low, high)])
    heads = chance.choice(states)
    ask(
        "current",
        [heads],
        lambda: sorted((r.revision for r in directory(scripts).get_all_current(tuple(heads))), key=order.index),
    )
    return asked


def main():
    if os.environ.get("PYTHONHASHSEED") != "0":
        sys.exit("set PYTHONHASHSEED=0")
    chance = random.Random(20_260_101)
    cases = []
    for number in range(GRAPHS):
        scripts = random_scripts(chance)
        if number < BROKEN:
            scripts = break_scripts(chance, scripts)
        case = {
            "graph": [[s["id"], s["down"], s["depends"], s["labels"], s["doc"]] for s in scripts],
            "facts": facts(scripts),
        }
        if "result" in case["facts"] and goes_round(scripts):
            case = {"graph": case["graph"], "facts": {"crash": "unseen cycle"}}
        elif "result" in case["facts"]:
            case["asked"] = queries(chance, scripts)
        cases.append(case)
    print("[")
    print(",\n".join(json.dumps(case, separators=(",", ":")) for case in cases))
    print("]")


main()
