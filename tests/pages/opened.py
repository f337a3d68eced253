"""Given the address of a page and a query; gives the page as Streamlit runs it on the county that is served, and what it prints, asks and offers."""

from streamlit.testing.v1 import AppTest

from settings import ROOT
from shell.navigation import FIRST, SECTIONS

PAGES = {entry.address: entry.file for entries in SECTIONS.values() for entry in entries}
"""Address → file below pages/ of every page of the menu."""


def first_run(address, **query):
    """The page at this address after its first run, whether or not it broke; the default page is the one that the shell opens by itself."""
    app = AppTest.from_file(str(ROOT / "shell" / "main.py"), default_timeout=120)
    for name, value in query.items():
        app.query_params[name] = value
    if address != FIRST.address:
        app.switch_page(str(ROOT / "pages" / PAGES[address]))
    return app.run()


def opened(address, **query):
    """The page at this address, opened without an error."""
    return _whole(first_run(address, **query))


def html(app):
    """The HTML that the page writes, without the style sheet; thousands and units are parted by plain spaces."""
    return "\n".join(_written(app)).replace("\u00a0", " ")


def tables(app):
    """The tables that the page writes as HTML, in their order."""
    return [body for body in _written(app) if "<table" in body]


def printed(app):
    """Everything that the page prints, as one text: HTML, headings, captions, messages, links, lists."""
    words = [element.value for kind in (app.title, app.subheader, app.caption, app.info, app.warning, app.error, app.markdown) for element in kind]
    links = [element.proto.label for element in app.get("page_link")]
    lists = [element.value.to_string() for element in app.dataframe]
    return "\n".join([*_written(app), *words, *links, *lists]).replace("\u00a0", " ")


def headings(app):
    """The headings below the title."""
    return [element.value for element in app.subheader]


def address_of(app):
    """The query in the address, as the page left it; a name that stands there twice is an error."""
    return {name: value if isinstance(value, str) else _only(value) for name, value in app.query_params.items()}


def asked(app, name):
    """The value of one name of the query."""
    return address_of(app)[name]


def buttons(app):
    """The labels of the buttons."""
    return [button.label for button in app.button]


def button(app, name):
    """The button with this label or key."""
    return _only([each for each in app.button if name in (each.label, each.key)])


def press(app, name):
    """The page after the button with this label or key was pressed, without an error."""
    return _whole(button(app, name).click().run())


def _whole(app):
    assert not app.exception, [each.message for each in app.exception]
    return app


def _written(app):
    return [element.proto.body for element in app.get("html") if not element.proto.body.startswith("<style>")]


def _only(values):
    (value,) = values
    return value
