"""Make branca keep given text literal.

branca's `MacroElement.render` hands text that is already rendered to `Element(text)`, whose `__init__` compiles it as
a template once more: `{{ ... }}` that came from data would then run on the server. After `keep_text_literal()` the
text given to a plain `Element` renders as itself. Classes that bring a template of their own are not affected.
This is the one place where a library is changed; a test walks every context in which folium takes text.
"""

from __future__ import annotations

from typing import Any

import branca.element
from branca.element import Element
from jinja2 import Template

_MARK = "_muster_literal"

# branca's own Div gives this one constant as a template; it holds no text from anywhere and must go on working.
_CHILDREN = "{% for name, element in this._children.items() %}{{element.render(**kwargs)}}{% endfor %}"


class _LiteralText:
    """Stands where branca expects a compiled template and renders to the very text it was given."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.module = Template("").module

    def render(self, **_: Any) -> str:
        return self._text


def keep_text_literal() -> None:
    """Change `branca.element.Element.__init__` once for this process; calling it again does nothing."""
    if getattr(Element, _MARK, False):
        return
    original = Element.__init__

    def init(self: Element, template: str | None = None, template_name: str | None = None) -> None:
        if template == _CHILDREN:
            original(self, template, template_name)
            return
        original(self, None, template_name)
        if template is not None:
            self._template_str = template
            self._template = _LiteralText(template)

    branca.element.Element.__init__ = init
    setattr(Element, _MARK, True)
