"""Excel in and out: templates, exports, and imports that are looked at before they are written."""
