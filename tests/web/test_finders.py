from beredskab.web.finders import DesignSystemFinder


def test_what_the_style_sheet_refers_to_is_served():
    paths = DesignSystemFinder().paths
    assert "css/dkfds.min.css" in paths
    assert "img/all-svg-icons.svg" in paths
    assert 150 < len(paths) < 250
    for path in paths:
        assert DesignSystemFinder().find(f"dkfds/{path}"), path


def test_the_rest_of_the_package_is_not():
    finder = DesignSystemFinder()
    assert not finder.find("dkfds/css/dkfds-borgerdk.min.css")
    assert not finder.find("dkfds/../package.json")
    assert not finder.find("css/dkfds.min.css")
