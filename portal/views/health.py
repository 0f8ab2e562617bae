"""Whether the portal is well: for load balancers, containers and `make run`."""

from django.db import connection
from django.http import HttpRequest, JsonResponse

from districts.access import public


@public
def health(request: HttpRequest) -> JsonResponse:
    """200 and {"status": "ok"} when the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})
