"""The sample figures as fixtures."""

import pytest
from figure_samples import chart_scene, delegation_scene, life_scene, map_graph, map_scene, verdicts_scene

from samhandling.figures.layered import Layered
from samhandling.figures.scene import Scene

SCENES = [map_scene, life_scene, delegation_scene, chart_scene, verdicts_scene]


@pytest.fixture(scope="session")
def service_map() -> Layered:
    return map_graph()


@pytest.fixture(scope="session", params=SCENES, ids=lambda make: make.__name__)
def scene(request: pytest.FixtureRequest) -> Scene:
    made: Scene = request.param()
    return made
