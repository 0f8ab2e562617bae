"""Tests of what goes out on paper."""

import pytest

pytest.register_assert_rewrite("tests.circulars.geometry")
