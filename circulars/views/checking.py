"""Is this file the paper as it was issued? Anybody may ask; nothing that is sent is kept."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from circulars.forms import CheckForm
from circulars.queries import papers_claimed, papers_with_fingerprint
from districts.access import public


@public
def check_file(request: HttpRequest) -> HttpResponse:
    is_asked = request.method == "POST"
    form = CheckForm(request.POST, request.FILES) if is_asked else CheckForm()
    context = {"form": form, "is_checked": False}
    if is_asked and form.is_valid():
        found = papers_with_fingerprint(form.fingerprint, request.user).first()
        claimed = papers_claimed(form.claims, request.user).first() if form.claims and not found else None
        context |= {
            "is_checked": True, "fingerprint": form.fingerprint, "circular": found, "claimed": claimed,
        }  # fmt: skip
    return render(request, "circulars/check_file.html", context)
