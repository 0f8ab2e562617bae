"""A fictional province to try the portal with. Everything here is invented and made by the real services."""
