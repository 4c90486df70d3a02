"""`make bench`: floors and product side by side, as a table and as JSON."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import datetime
from pathlib import Path

# Set, not left to the shell or to .env, which may name a site.
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.development"
os.environ["READ_DOTENV"] = "false"
os.environ["VAR_DIR"] = str(Path(__file__).resolve().parents[2] / "var" / "bench")

from tests.benchmarks import database
from tests.benchmarks.servers import ROOT

PARTS = ("pages", "browser", "digests", "report", "planning", "copy", "import")


def main() -> None:
    options = _options()
    sizes = [database.SMALL] if options.quick else [database.SMALL, database.LARGE]
    size = sizes[-1]
    Path(os.environ["VAR_DIR"]).mkdir(parents=True, exist_ok=True)
    missing = [one for one in sizes if options.refill or not database.is_full(one)]
    sys.stdout.write(database.to_be_filled(missing))
    sys.stdout.flush()
    small, *larger = [database.prepare(one, anew=options.refill) for one in sizes]
    os.environ["DATABASE_URL"] = larger[0] if larger else small

    import django  # noqa: PLC0415 - only now is it known which database it shall use

    django.setup()
    from tests.benchmarks import drift, results  # noqa: PLC0415
    from tests.benchmarks.running import Plan, run  # noqa: PLC0415

    if options.operations:
        sys.stdout.write(drift.on_database(options.operations, options.processes) + "\n")
        return
    parts = options.only.split(",") if options.only else list(PARTS)
    rounds = options.rounds or (2 if options.quick else 5)
    seconds = options.seconds or (1 if options.quick else 3)
    rows = run(Plan(parts, rounds, seconds, small=small))
    before = results.load(options.compare) if options.compare else None
    sys.stdout.write(results.table(rows, before) + "\n")
    now = datetime.now().astimezone()
    path = ROOT / "var" / "bench" / f"{now:%Y-%m-%d-%H%M}.json"
    facts = {"at": now.isoformat(), "size": size.name, "rounds": rounds, "seconds": seconds}
    results.save(rows, path, facts)
    sys.stdout.write(f"Kept in {path.relative_to(ROOT)}\n")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="10,000 items, short rounds")
    parser.add_argument("--rounds", type=int, help="how often everything is measured")
    parser.add_argument("--seconds", type=float, help="how long each page is asked for")
    parser.add_argument("--only", help=f"some of: {','.join(PARTS)}")
    parser.add_argument("--refill", action="store_true", help="drop the bench databases first")
    parser.add_argument("--operations", type=int, help="look for drift after so many, only that")
    parser.add_argument("--processes", type=int, default=4, help="which share the operations")
    parser.add_argument("--compare", type=Path, help="an earlier run, as JSON")
    return parser.parse_args()


if __name__ == "__main__":
    main()
