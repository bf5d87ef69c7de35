"""How displaCy shows what was found: a colour for each label of each key of `doc.spans`.

from spacy import displacy
displacy.render(doc, style="span", options=displacy_options("obligations"))
"""

from __future__ import annotations

_PURPLE, _BLUE, _GREEN, _ORANGE, _RED, _TEAL, _GREY = (
    "#d1c4e9", "#bbdefb", "#c8e6c9", "#ffe0b2", "#ffcdd2", "#b2dfdb", "#eceff1",
)  # fmt: skip

COLOURS: dict[str, dict[str, str]] = {
    "header": dict.fromkeys(
        (
            "doc_type", "number_symbol", "symbol", "place", "issuer", "date", "superior", "title", "signer_name",
            "signer_title", "period", "urgency", "secrecy", "recipients",
        ),
        _PURPLE,
    ),
    "sections": {},  # labelled with their paths
    "references": {"can_cu": _GREEN, "dan_chieu": _TEAL, "kem_theo": _BLUE},
    "mentions": {"name": _TEAL, "short": _GREEN, "self": _GREY},
    "obligations": {"chu_tri": _ORANGE, "thuc_hien": "#fff3e0", "de_nghi": _RED},
    "reports": {"bao_cao": _RED},
    "targets": {"chi_tieu": _BLUE},
    "budget": {"kinh_phi": _GREEN},
    "results": {"ket_qua": _TEAL},
    "bodies": dict.fromkeys(("trung_uong", "tinh", "huyen", "xa", "khac"), _PURPLE),
    "places": dict.fromkeys(("trung_uong", "tinh", "huyen", "xa", "khac"), _GREY),
}  # fmt: skip
"""Colours by key of `doc.spans` and label; a label without one gets displaCy's own."""


def displacy_options(key: str) -> dict[str, object]:
    """Return the options with which displaCy draws the spans of `key` ("references", "obligations", ...).

    Raises:
        KeyError: there is no such kind of spans.
    """
    return {"spans_key": key, "colors": COLOURS[key]}
