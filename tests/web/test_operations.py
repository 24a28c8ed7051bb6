import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from briefing.web.operations import Gauge, Watch, Watched, within


async def page(request: Request) -> Response:
    return PlainTextResponse("a page")


def client(
    *faults: str, gauges: tuple[Gauge, ...] = (), networks: str = "192.0.2.0/24"
) -> TestClient:
    watch = Watch(lambda: faults, lambda: gauges, networks=[networks])
    pages = Starlette(routes=[Route("/issues/{day}", page)])
    return TestClient(Watched(pages, watch), client=("192.0.2.7", 50000))


def test_a_running_process_is_alive_whatever_is_wrong() -> None:
    assert client("the database is gone").get("/healthz").text == "alive\n"


def test_a_service_that_is_not_ready_says_why() -> None:
    answer = client("the database is gone").get("/readyz")
    assert (answer.status_code, answer.text) == (503, "the database is gone\n")
    assert client().get("/readyz").status_code == 200


def test_metrics_have_gauges_requests_and_the_process() -> None:
    asked = client(
        gauges=(
            Gauge("deliveries", "Deliveries of issues on their way.", 3, (("state", "sent"),)),
            Gauge("deliveries", "Deliveries of issues on their way.", 4, (("state", "pending"),)),
        )
    )
    asked.get("/issues/2026-03-01")
    asked.get("/nothing/here")
    text = asked.get("/metrics").text
    assert 'briefing_deliveries{state="pending"} 4.0' in text
    assert (
        'briefing_request_seconds_count{method="GET",route="/issues/{day}",status="200"} 1.0'
        in text
    )
    assert 'route="",status="404"' in text
    assert "process_resident_memory_bytes" in text
    assert "2026-03-01" not in text


def test_metrics_are_for_the_networks_named_alone() -> None:
    assert client(networks="10.0.0.0/8").get("/metrics").status_code == 404


@pytest.mark.parametrize("field", ["X-Forwarded-For", "Forwarded"])
def test_metrics_are_not_for_whomever_a_proxy_asks_for(field: str) -> None:
    assert client().get("/metrics", headers={field: "for=203.0.113.9"}).status_code == 404


def test_gauges_are_measured_once_in_a_while() -> None:
    asked: list[int] = []

    def measure() -> list[Gauge]:
        asked.append(1)
        return [Gauge("subscribers", "People.", len(asked))]

    app = Watched(Starlette(), Watch(list, measure, networks=["0.0.0.0/0"], kept_s=3600))
    browser = TestClient(app, client=("192.0.2.7", 50000))
    assert "briefing_subscribers 1.0" in browser.get("/metrics").text
    assert "briefing_subscribers 1.0" in browser.get("/metrics").text


@pytest.mark.parametrize(
    ("address", "inside"),
    [("10.1.2.3", True), ("fd00::1", True), ("11.0.0.1", False), ("testclient", False)],
)
def test_networks_are_known_by_their_addresses(address: str, inside: bool) -> None:
    assert within(address, ["10.0.0.0/8", "fd00::/8"]) == inside
