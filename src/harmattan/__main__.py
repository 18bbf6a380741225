"""`python -m harmattan` is the command `harmattan`."""

from harmattan.surfaces.cli import main

if __name__ == "__main__":
    main()
