"""`python -m aggregator.report DIR [--out FILE]`: the report by itself."""

import argparse
import sys
from pathlib import Path

from aggregator.exits import Refusal
from aggregator.report import write_report


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m aggregator.report", description="Writes a release's report.")
    parser.add_argument("folder", type=Path, help="a release, or a folder that was published into")
    parser.add_argument("--out", type=Path, default=Path("report.html"), help="the file to write")
    given = parser.parse_args()
    try:
        sys.stdout.write(f"{write_report(given.folder, given.out)}\n")
    except Refusal as refusal:
        sys.stderr.write(f"aggregator: {refusal}\n")
        sys.exit(refusal.exit_code)


if __name__ == "__main__":
    main()
