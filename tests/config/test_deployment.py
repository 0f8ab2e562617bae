"""What docker-compose.yml and Dockerfile promise, as far as it can be seen without a container engine.

The file is read by docker-compose itself; then its commands are started here, beside the test's own database and
broker, and its health checks are asked about them.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

from tests import workers
from tests.polling import PATIENCE, wait_for
from tests.ports import free_port

ROOT = Path(settings.BASE_DIR)
FILLED_IN = {"POSTGRES_PASSWORD": "secret", "SECRET_KEY": "k" * 50}
FILLED_IN |= {"ALLOWED_HOSTS": "plans.example.org", "SITE_URL": "https://plans.example.org"}
READ_BY_DOCKER = {"POSTGRES_PASSWORD", "BIND"}
OTHER_PLATFORMS = {"async-timeout"}  # pinned for a Python older than ours


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    """The services as docker-compose understands them."""
    compose = compose_command()
    done = subprocess.run(
        [*compose, "config"], cwd=ROOT, env={**os.environ, **FILLED_IN}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return dict(yaml.safe_load(done.stdout)["services"])


def compose_command() -> list[str]:
    for command in (["docker-compose"], ["docker", "compose"]):
        if (
            shutil.which(command[0])
            and not subprocess.run([*command, "version"], capture_output=True).returncode
        ):
            return command
    return pytest.skip("neither docker-compose nor docker compose is installed")


def test_every_lasting_service_says_whether_it_is_well(services: dict[str, Any]) -> None:
    assert {name for name, service in services.items() if "healthcheck" not in service} == {"migrate"}
    assert services["migrate"]["restart"] == "no"


def test_only_the_web_server_can_be_reached_and_only_from_this_machine(services: dict[str, Any]) -> None:
    assert {name for name, service in services.items() if service.get("ports")} == {"web"}
    assert "127.0.0.1" in str(services["web"]["ports"])


def test_no_service_runs_as_root_or_may_become_it(services: dict[str, Any]) -> None:
    images = {name: service.get("user", user_of_the_image()) for name, service in services.items()}

    assert not {"root", "0"} & set(images.values())
    assert all(service["cap_drop"] == ["ALL"] for service in services.values())
    assert all(service["security_opt"] == ["no-new-privileges:true"] for service in services.values())


def test_nothing_starts_before_the_database_is_up_to_date(services: dict[str, Any]) -> None:
    for name in ("web", "worker", "beat"):
        assert services[name]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"


def test_a_value_that_must_be_given_is_asked_for(tmp_path: Path) -> None:
    nothing = tmp_path / "env"
    nothing.touch()
    bare = {name: value for name, value in os.environ.items() if name not in FILLED_IN}
    command = [*compose_command(), "--env-file", str(nothing), "config"]

    done = subprocess.run(command, cwd=ROOT, env=bare, capture_output=True, text=True)

    assert done.returncode != 0
    assert "set it in .env" in done.stderr


def test_every_name_that_is_read_is_documented_and_the_other_way_round() -> None:
    read = set(re.findall(r'env\.\w+\(\s*"(\w+)"', (ROOT / "config/settings.py").read_text()))
    table = set(re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs/configuration.md").read_text(), re.MULTILINE))
    example = set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["x-portal"]["environment"]

    assert table == read
    assert (example | set(compose)) - READ_BY_DOCKER <= read


def test_every_package_the_portal_runs_on_has_its_licence_listed() -> None:
    pinned = re.findall(
        r"^([\w.-]+)==(?!.*!= 'CPython')", (ROOT / "requirements.txt").read_text(), re.MULTILINE
    )
    listed = re.findall(r"^\| ([\w.-]+) \|", (ROOT / "docs/licences.md").read_text(), re.MULTILINE)

    assert set(pinned) - OTHER_PLATFORMS <= set(listed)


@pytest.fixture
def environment(transactional_db: None, tmp_path: Path) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": workers.database_url(),
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "BEAT_SCHEDULE": str(tmp_path / "beat-schedule"),
        "PORT": str(free_port()),
    }


@pytest.fixture
def started(environment: dict[str, str], tmp_path: Path) -> Iterator[dict[str, Path]]:
    """The commands of the containers, running here; only addresses and folders differ."""
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    commands = {
        "web": command_of_the_image(),
        "worker": compose["worker"]["command"],
        "beat": compose["beat"]["command"],
    }
    here = {
        "0.0.0.0:8000": f"127.0.0.1:{environment['PORT']}",
        "/tmp/beat-schedule": environment["BEAT_SCHEDULE"],  # noqa: S108 - replaced, not used
    }
    logs = {name: tmp_path / f"{name}.log" for name in commands}
    processes = []
    for name, command in commands.items():
        with logs[name].open("w") as log:
            processes.append(
                subprocess.Popen(
                    [here.get(word, word) for word in command],
                    cwd=ROOT,
                    env=environment,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                )
            )
    yield logs
    for process in processes:
        process.terminate()
    for process in processes:
        process.wait(timeout=PATIENCE)
    workers.empty_the_broker()


@pytest.mark.jobs
def test_the_commands_of_the_containers_run_and_say_that_they_are_well(
    started: dict[str, Path], environment: dict[str, str]
) -> None:
    for name, log in started.items():
        look = partial(is_well, name, environment)
        wait_for(look, what=f"{name} to be well", tell=log.read_text)


def test_a_service_that_is_not_there_is_not_well(environment: dict[str, str]) -> None:
    assert not is_well("web", environment)
    assert not is_well("beat", environment)


def is_well(service: str, environment: dict[str, str]) -> bool:
    command = ["python", "scripts/healthy.py", service]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True).returncode == 0


def command_of_the_image() -> list[str]:
    """CMD of the Dockerfile's last stage."""
    dockerfile = (ROOT / "Dockerfile").read_text().replace("\\\n", "")
    return list(json.loads(re.findall(r"^CMD (\[.*\])$", dockerfile, re.MULTILINE)[-1]))


def user_of_the_image() -> str:
    """USER of the Dockerfile's last stage."""
    return str(re.findall(r"^USER (\S+)$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)[-1])
