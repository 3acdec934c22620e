"""Settings shared by the whole suite: property tests draw the same examples every time."""

from typing import Any

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "derandomised",
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
settings.load_profile("derandomised")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Give a whole file to one process, so that what a file shares is made once, unless another way is asked for."""
    if config.getoption("dist") != "load":
        return None
    from xdist.scheduler import LoadFileScheduling

    return LoadFileScheduling(config, log)


def pytest_make_parametrize_id(config: object, val: object, argname: str) -> str | None:
    """Name functions by their names: an address would differ between the processes that share the suite."""
    return getattr(val, "__name__", None) if callable(val) else None
