"""Before it is late: what is due, one digest a person a day."""
