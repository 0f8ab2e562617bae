"""What: plans, sections, tasks, targets, duties, approval."""
