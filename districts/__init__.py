"""Who: districts, offices, schools, members; access; the audit trail; messages out."""
