"""Done: reports, extensions, reviews."""
