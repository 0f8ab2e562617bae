"""Static files under names that carry their content, in modules' imports too."""

from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-not-found]  # ships no types


class ModuleStaticFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # as above
    """`import … from "./lines.js"` names the file as it was when the importing one was published."""

    support_js_module_import_aggregation = True
