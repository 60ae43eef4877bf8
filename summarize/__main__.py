"""Where the program starts: nothing is imported before Ctrl-C is heard."""


def main() -> int:
    """The command line with its imports; as ``summarize.cli.main``."""
    try:
        from summarize.cli import main

        return main()
    except KeyboardInterrupt:
        import sys

        sys.stderr.write("Interrupted.\n")
        return 130


if __name__ == "__main__":
    raise SystemExit(main())
