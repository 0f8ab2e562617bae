"""On paper, in: uploads, reading a document into an outline, confirming it."""
