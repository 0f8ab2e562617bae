"""Static files under names that carry their content, in modules' imports too."""

from django.contrib.staticfiles.apps import StaticFilesConfig
from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]  # ships no types


class ModuleStaticFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # as above
    """`import … from "./lines.js"` names the file as it was when the importing one was published."""

    support_js_module_import_aggregation = True


class PublishedFiles(StaticFilesConfig):
    """What is collected. The extensions of htmx import a module that only their own build has, and no page uses them."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "django_htmx/ext/*"]
