"""Given the reader's browser; gives whether it draws with a graphics card of its own: without one a pydeck map is an empty box that says nothing."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.components.v2 import component

if TYPE_CHECKING:
    from collections.abc import Callable

_SCRIPT = """
export default function(component) {
  if (window.xianjieProbed) return;
  window.xianjieProbed = true;
  let real = false;
  try {
    const context = document.createElement('canvas').getContext('webgl2');
    if (context) {
      const named = context.getExtension('WEBGL_debug_renderer_info');
      const renderer = String(context.getParameter(named ? named.UNMASKED_RENDERER_WEBGL : context.RENDERER));
      real = !/swiftshader|llvmpipe|softpipe|software|basic render/i.test(renderer);
      const given = context.getExtension('WEBGL_lose_context');
      if (given) given.loseContext();
    }
  } catch (error) {
    real = false;
  }
  if (real) component.setStateValue('gl', {real});
}
"""
_KEY, _KNOWN = "webgl_probe", "_webgl"


def has_webgl() -> bool:
    """Whether real WebGL was found in this session; the first run does not know it yet, and a find brings another run."""
    if not st.session_state.get(_KNOWN):
        answer = _probe()(key=_KEY, default={"gl": None}, on_gl_change=lambda: None)
        st.session_state[_KNOWN] = bool(answer.gl and answer.gl.get("real"))
    return st.session_state[_KNOWN]


@cache
def _probe() -> Callable:
    """Registered once a process."""
    return component("xianjie_webgl", html="<span></span>", js=_SCRIPT)
