"""What would pass in silence fails a test; these make sure of it."""

import logging
import socket
import warnings

import pytest
from django.template import Context, Template

from tests.silence import OutsideNetworkError, UndefinedVariableError


def test_an_undefined_variable_in_a_template_of_ours_fails(settings) -> None:
    template = Template("{{ nobody }}")
    template.origin.name = f"{settings.BASE_DIR}/portal/templates/portal/example.html"

    with pytest.raises(
        UndefinedVariableError, match=r"nobody is not defined in portal/templates/portal/example\.html"
    ):
        template.render(Context())


def test_an_undefined_variable_in_a_template_of_others_stays_empty() -> None:
    assert Template("[{{ nobody }}]").render(Context()) == "[]"


def test_a_logged_error_is_noticed_even_where_it_is_not_passed_up(expected_errors: list[str]) -> None:
    logging.getLogger("portal").error("first")
    logging.getLogger("django").error("second")

    assert expected_errors == ["portal: first", "django: second"]


def test_a_warning_is_an_error() -> None:
    with pytest.raises(UserWarning, match="mind the step"):
        warnings.warn("mind the step", stacklevel=1)


def test_the_world_outside_is_out_of_reach() -> None:
    with pytest.raises(OutsideNetworkError), socket.socket() as line:
        line.connect(("192.0.2.1", 80))
    with pytest.raises(OutsideNetworkError):
        socket.getaddrinfo("example.org", 443)
