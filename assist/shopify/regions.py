"""ISO 3166-2 regions of an address. Shopify names Spanish provinces; our rules speak of communities (`ES-GA`)."""

import re

from assist.shopify.node import Node

_COMMUNITIES = {
    "AN": "AL CA CO GR H J MA SE",
    "AR": "HU TE Z",
    "AS": "O",
    "CB": "S",
    "CE": "CE",
    "CL": "AV BU LE P SA SG SO VA ZA",
    "CM": "AB CR CU GU TO",
    "CN": "GC TF",
    "CT": "B GI L T",
    "EX": "BA CC",
    "GA": "C LU OR PO",
    "IB": "PM IB",
    "MC": "MU",
    "MD": "M",
    "ML": "ML",
    "NC": "NA",
    "PV": "BI SS VI",
    "RI": "LO",
    "VC": "A CS V",
}
"""Communities and their provinces. Source: ISO 3166-2:ES."""
_COMMUNITY_OF = {province: f"ES-{community}" for community, row in _COMMUNITIES.items() for province in row.split()}

_POSTCODES = [
    "VI",
    "AB",
    "A",
    "AL",
    "AV",
    "BA",
    "PM",
    "B",
    "BU",
    "CC",
    "CA",
    "CS",
    "CR",
    "CO",
    "C",
    "CU",
    "GI",
    "GR",
    "GU",
    "SS",
    "H",
    "HU",
    "J",
    "LE",
    "L",
    "LO",
    "LU",
    "M",
    "MA",
    "MU",
    "NA",
    "OR",
    "O",
    "P",
    "GC",
    "PO",
    "SA",
    "TF",
    "S",
    "SG",
    "SE",
    "SO",
    "T",
    "TE",
    "TO",
    "V",
    "VA",
    "BI",
    "ZA",
    "Z",
    "CE",
    "ML",
]
"""Provinces by the first two digits of a Spanish postcode, 01 to 52. Source: Correos."""

_CODE = re.compile(r"[A-Z0-9]{1,3}")


def province(address: Node) -> str | None:
    """Return the address's own subdivision, as in `ES-PO` or `GB-NIR`; None when it names none that looks like one."""
    country = country_code(address)
    code = (address.text("province_code") or "").upper().rpartition("-")[2]
    if country == "ES" and not _CODE.fullmatch(code):
        code = _spanish_province(address.text("zip") or "")
    return f"{country}-{code}" if country and _CODE.fullmatch(code) else None


def region(address: Node) -> str | None:
    """Return the region that rules speak of: in Spain the community, elsewhere the subdivision itself."""
    named = province(address)
    if named is None or not named.startswith("ES-"):
        return named
    return _COMMUNITY_OF.get(named.removeprefix("ES-"), named)


def country_code(address: Node) -> str | None:
    """Return the two-letter country, None when the address has none."""
    code = (address.text("country_code", "country_code_v2") or "").upper()
    return code if re.fullmatch("[A-Z]{2}", code) else None


def _spanish_province(postcode: str) -> str:
    digits = re.fullmatch(r"(\d\d)\d{3}", postcode.replace(" ", ""))
    at = int(digits[1]) - 1 if digits else -1
    return _POSTCODES[at] if 0 <= at < len(_POSTCODES) else ""
