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

    module = Template("").module

    def __init__(self, text: str) -> None:
        self._text = text

    def render(self, **_: Any) -> str:
        return self._text


def keep_text_literal() -> None:
    """Change how `branca.element.Element` is made and unpickled, once for this process; again does nothing."""
    if getattr(Element, _MARK, False):
        return
    original_init, original_set_state = Element.__init__, Element.__setstate__

    def init(self: Element, template: str | None = None, template_name: str | None = None) -> None:
        if template is None or template == _CHILDREN:
            original_init(self, template, template_name)
            return
        original_init(self, None, template_name)
        self._template_str = template
        self._template = _LiteralText(template)

    def set_state(self: Element, state: dict[str, Any]) -> None:
        # A copy, too, is made from its state; branca would compile the text then.
        text = state["_template_str"]
        if text is None or text == _CHILDREN:
            original_set_state(self, state)
            return
        self.__dict__.update(state, _template=_LiteralText(text))

    branca.element.Element.__init__ = init
    branca.element.Element.__setstate__ = set_state
    setattr(Element, _MARK, True)
