"""`python -m fraudpipe` is the command `fraudpipe`."""

from fraudpipe.cli.main import main

main()
