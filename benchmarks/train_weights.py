"""Learns aggregator/resolve/weights.json from labelled records: a logistic regression over the levels of the evidence.

    python -m benchmarks.train_weights ../shared/erbench [--write]

Two thirds of the entities teach, one third only checks; a pair teaches when both its pages belong to teaching entities.
What is learned is one number for every level of every term: nothing else leaves this script.
"""

import argparse
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_array

from aggregator.resolve import evidence
from aggregator.resolve.candidates import candidate_pairs
from aggregator.resolve.clusters import Groups, join_in_order
from aggregator.resolve.evidence import TERMS, Codes, Weights, compare, weigh
from aggregator.resolve.features import read_features
from aggregator.resolve.partition import Links
from benchmarks.labelled import Labelled, pairwise_scores, read_labelled, teaches

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

RIDGE = 1.0
"""How strongly weights are drawn to nought: a level seen in few pairs says little."""
JOIN_FROM = -0.5
"""A link just below even is more often right than wrong, since one page a site already excludes most wrong ones."""
CERTAIN_FROM = -8.0
CONTRADICTION, SLIP = -12.0, -5.5
"""Set by hand: rather two entries than one wrong merge. A contradiction decides, except where whole catalogues were
read and none has the name twice: then overwhelming evidence goes before it."""


def main() -> None:
    """Trains, prints the scores of both parts, and with --write ships the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="records.jsonl and truth.jsonl with their README")
    parser.add_argument("--write", action="store_true", help="replace the weights that ship")
    arguments = parser.parse_args()
    labelled = read_labelled(arguments.folder, "core")
    features = read_features(labelled.reviews)
    a, b = candidate_pairs(features)
    codes = compare(features, a, b)
    teaching = np.array([teaches(entity) for entity in labelled.entities])
    same = labelled.numbers[a] == labelled.numbers[b]
    weights = learn(*with_small_sites(codes, same, teaching[a] & teaching[b]))
    report(labelled, weights, teaching)
    if arguments.write:
        target = Path(evidence.__file__).with_name("weights.json")
        target.write_bytes(msgspec.json.format(msgspec.json.encode(weights), indent=1) + b"\n")
        print(f"wrote {target}")


def with_small_sites(codes: Codes, same: Flags, teaching: Flags) -> tuple[Codes, Flags, Flags]:
    """Every pair a second time, as if its sites had hardly been read: no catalogue tells how rare a name is."""
    number, crowd = next((number, term) for number, term in enumerate(TERMS) if term.name == "crowd")
    few = codes.copy()
    few[few[:, number] > 0, number] = crowd.levels.index("1, of few pages")
    return np.concatenate((codes, few)), np.tile(same, 2), np.tile(teaching, 2)


def learn(codes: Codes, same: Flags, teaching: Flags) -> Weights:
    """The weights that make the labels of the teaching pairs most likely."""
    contradiction = next(number for number, term in enumerate(TERMS) if term.name == "contradiction")
    teaching = teaching & (codes[:, contradiction] == 0)
    sizes = [len(term.levels) for term in TERMS]
    offsets = np.cumsum([0, *sizes])
    columns = (codes[teaching].astype(np.int64) + offsets[:-1]).ravel()
    rows = np.arange(0, len(columns) + 1, len(TERMS))
    matrix = csr_array((np.ones(len(columns)), columns, rows), shape=(len(rows) - 1, int(offsets[-1])))
    signs = np.where(same[teaching], 1.0, -1.0)

    def loss(parameters: Floats) -> tuple[float, Floats]:
        margins = signs * (matrix @ parameters[1:] + parameters[0])
        wrong = -signs / (1.0 + np.exp(np.clip(margins, -500, 500)))
        value = float(np.logaddexp(0, -margins).sum() + RIDGE * (parameters[1:] ** 2).sum())
        return value, np.concatenate(([wrong.sum()], matrix.T @ wrong + 2 * RIDGE * parameters[1:]))

    found = minimize(
        loss, np.zeros(1 + int(offsets[-1])), jac=True, method="L-BFGS-B", options={"maxiter": 600, "ftol": 1e-9}
    )
    terms: dict[str, dict[str, float]] = {}
    bias = float(found.x[0])
    for number, term in enumerate(TERMS):
        if number == contradiction:
            slips = {level: SLIP for level in term.levels if "but" in level}
            terms[term.name] = dict.fromkeys(term.levels, CONTRADICTION) | slips | {"none": 0.0}
            continue
        values = found.x[1 + offsets[number] : 1 + offsets[number + 1]]
        seen = np.bincount(codes[teaching][:, number], minlength=len(term.levels)) > 0
        usual = float(values[0]) if seen[0] else 0.0  # the first level is "nothing known": it should weigh nothing
        bias += usual
        terms[term.name] = {
            level: round(float(value) - usual, 2)
            for level, value, known in zip(term.levels, values, seen, strict=True)
            if known
        }
    return Weights(
        learned_from=f"{int(teaching.sum())} pairs of pages, {int(same[teaching].sum())} of them of one work",
        bias=round(bias, 2),
        join_from=JOIN_FROM,
        certain_from=CERTAIN_FROM,
        terms=terms,
    )


def report(labelled: Labelled, weights: Weights, teaching: Flags) -> None:
    """Prints pairwise scores of the teaching and the checking part, for several points of decision."""
    print(weights.learned_from, "·", sum(len(levels) for levels in weights.terms.values()), "weights")
    for suite in ("rich", "core"):
        part = labelled.only(suite)
        features = read_features(part.reviews)
        a, b = candidate_pairs(features)
        log_odds = weigh(compare(features, a, b), weights)
        for join_from in (-1.5, -1.0, weights.join_from, 0.0, 0.5):
            groups = Groups(features.site)
            links = Links(a, b, log_odds).where(log_odds >= join_from)
            join_in_order(groups, links.strongest_first().pairs())
            clusters = np.array([groups.of(page) for page in range(len(features))])
            taught = teaching[part.rows]
            for name, rows in (("teach", taught), ("check", ~taught), ("all", np.ones_like(taught))):
                scores = pairwise_scores(part.numbers[rows], clusters[rows])
                print(f"{suite} join from {join_from:+.1f} {name:5s} {scores}")


if __name__ == "__main__":
    main()
