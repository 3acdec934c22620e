"""Settings shared by the whole suite: property tests draw the same examples every time."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "derandomised",
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
settings.load_profile("derandomised")


def pytest_make_parametrize_id(config: object, val: object, argname: str) -> str | None:
    """Name functions by their names: an address would differ between the processes that share the suite."""
    return getattr(val, "__name__", None) if callable(val) else None
