"""An upload that is broken off by the network, a reload and a killed server, and goes on."""

import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from launches.files import jpeg

pytestmark = pytest.mark.journey


@pytest.fixture
def large(tmp_path):
    """A photograph of some megabytes, clean already, so that it must arrive byte by byte."""
    path = tmp_path / "large.jpg"
    Image.effect_noise((3000, 2000), 90).convert("RGB").save(path, "JPEG", quality=92)
    path.write_bytes(jpeg.stripped(path.read_bytes(), 1))
    return path


def reached(page, percent: int) -> None:
    """Wait until so much has been sent."""
    bar = "document.querySelector('[data-place=gallery] .upload progress')"
    page.wait_for_function(f"() => {bar}?.value >= {percent}")


def test_an_upload_survives_the_network_a_reload_and_the_server(house, person, large):
    page = person("company")
    page.goto("/portal/")
    page.get_by_role("link", name="ERNIE-ViLG").first.click()
    expect(page.locator("[data-save-state]")).to_be_visible()  # the script runs
    network = page.context.new_cdp_session(page)

    def speed(bytes_a_second: int, offline: bool = False) -> None:
        numbers = {"latency": 5, "downloadThroughput": -1, "uploadThroughput": bytes_a_second}
        network.send("Network.enable")
        network.send("Network.emulateNetworkConditions", {"offline": offline, **numbers})

    speed(700_000)
    page.set_input_files("#file-gallery", str(large))
    row = page.locator("[data-place=gallery] .upload")
    reached(page, 15)
    speed(700_000, offline=True)
    expect(row).to_contain_text("No connection")
    house.stop()
    house.start()
    speed(700_000)
    reached(page, 40)
    page.reload()
    card = page.locator("[data-place=gallery] [data-material]")
    expect(card).to_contain_text("large.jpg", timeout=30_000)
    link = card.get_by_role("link", name=re.compile("Download")).get_attribute("href")
    assert page.request.get(link).body() == large.read_bytes()
