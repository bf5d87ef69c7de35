"""Makes the archive that installs where there is no internet (`make bundle`); no part of the wheel."""
