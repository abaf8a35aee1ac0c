"""Opening a page of the app in Streamlit's own test, and what stands on it as text."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def open_at(app: AppTest, page: object, **params: str) -> AppTest:
    """Return the app on a page, with the parameters of its address; it stands without an exception."""
    app.run()
    app.switch_page(str(page))
    for key, value in params.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception, app.exception
    return app


def texts(app: AppTest) -> list[str]:
    return [element.value for element in app.text]
