"""`python -m aggregator` is the command `aggregator`."""

import os


def main() -> None:
    """The command, with numpy in one thread.

    What it computes is small, and its library would map 40 MB for each processor: more than many limits allow.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when numpy is imported
    from aggregator.cli import main as command  # noqa: PLC0415 - after what numpy shall find

    command()


if __name__ == "__main__":
    main()
