"""Models that use every key of the contract, with texts that are hard to carry: for what must not lose anything.

Drawn along the model's own shape, so that a new key is in them at once. They are valid; what they say makes no sense.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from pydantic import BaseModel

from samhandling.law.catalogue import Catalogue
from samhandling.model.fields import Controlled, Reference
from samhandling.model.municipality import Municipality, Selector
from samhandling.model.shape import Kind, Slot, shape_of
from samhandling.sheets.labels import Labels

Entry = dict[str, Any]

TEXTS = [
    "Barn og unge", "a;b", "a,b", "a=b", "sa \"hei\"", "\"helt i hermetegn\"", "\"", "\"\"", ";", "=", " foran",
    "bak ", "\tto\t", "to\nlinjer", "\nførst", "sist\n", "to\n\nmellom", "vogn\rretur", "begge\r\ndeler",
    "=HYPERLINK(\"x\";\"y\")", "=1+1", "+47", "-3", "@meg", "'apostrof", "0301", "007", "1.0", "1e3", "12.50",
    "2026-11-21", "21.11.2026", "true", "TRUE", "ja", "nei", "null", "~", "#N/A", "#REF!", "_x000D_", "_x0041_",
    "x005F_", "_x005F_x0041_", "Æøå Üß ñ", "日本語", "🙂 smil", "\u2028linje", "\u00a0hardt\u00a0", "\ufeffmerke",
    "a\u200bb", "<script>alert(1)</script>", "&amp; <b>", "]]>", "{nøkkel: verdi}", "- punkt", "# merknad",
    "a: b", "a #b", "*stjerne", "&anker", "!tag", "%prosent", "|", ">", "? ", "Eksempel: ikke et eksempel",
    "Døme:", "x" * 500, "æ;" * 400, "type=barnehage", "slutt\\", "\\n", "C:\\mappe",
]  # fmt: skip
IDS = ["a", "0301", "1.0", "ja", "TRUE", "2026-11-21", "12e3", "A1", "T05", "id", "ÆØÅ", "x" * 80, "null", "0"]
_WHOLE = {
    "year": (1900, 2200), "month": (1, 12), "level": (0, 3), "capacity_percent": (0, 100), "young_person_age": (0, 25),
}  # fmt: skip
_NEEDED = frozenset({"roles", "services", "agreements"})


def draw_whole_model(seed: int, catalogue: Catalogue) -> Entry:
    """Draw a model as the plain data of the input."""
    return _Whole(Random(f"whole {seed}"), Labels(catalogue)).model()


class _Whole:
    def __init__(self, random: Random, labels: Labels) -> None:
        self.random = random
        self.labels = labels
        self.ids: dict[str, list[str]] = {}
        self.services: list[Entry] = []
        self.share = random.choice([0.15, 0.5, 0.9])
        """How much of what may be left out is there."""

    def model(self) -> Entry:
        shape = shape_of(Municipality)
        used: set[str] = set()
        for section in ("units", "roles", "services", "agreements", "arenas", "delegations", "supervision"):
            count = self.random.choice([0, 1, 2, 4])
            self.ids[section] = self.some_ids(max(count, int(section in _NEEDED)), used)
            if section not in {"agreements", "arenas"}:
                used = set()
        model: Entry = {}
        order = ["services", *(key for key in shape if key != "services")]
        for key in order:
            slot = shape[key]
            if key == "schema" or (not slot.required and key not in self.ids and not self.often()):
                continue
            model[key] = self.section(key, slot)
        self.mend(model)
        return {key: model[key] for key in shape if key in model}

    def some_ids(self, count: int, used: set[str]) -> list[str]:
        found = []
        while len(found) < count:
            one = self.random.choice(IDS) if self.random.random() < 0.7 else f"id-{self.random.randrange(10**6)}"
            if one not in used:
                used.add(one)
                found.append(one)
        return found

    def often(self) -> bool:
        return self.random.random() < self.share

    def section(self, key: str, slot: Slot) -> Any:
        if slot.kind is Kind.LIST and slot.item is not None and slot.item.entry is not None:
            if key in self.ids:
                entries = [self.entry(slot.item.entry, {"id": each}) for each in self.ids[key]]
                if key == "services":
                    self.services = entries
                return entries
            return [self.entry(slot.item.entry) for _ in range(self.random.choice([0, 1, 3]))]
        assert slot.entry is not None
        return self.entry(slot.entry)

    def entry(self, model: type[BaseModel], given: Entry | None = None) -> Entry:
        if model is Selector:
            return self.selector()
        made = dict(given or {})
        for key, slot in shape_of(model).items():
            if key in made or not (slot.required or self.often()):
                continue
            value = self.value(slot)
            if value is not None:
                made[key] = value
        return {key: made[key] for key in shape_of(model) if key in made}

    def selector(self) -> Entry:
        service = self.random.choice(self.services)
        if self.random.random() < 0.3:
            return {"service": service["id"]}
        keys = [key for key in ("type", "owner", "unit", "area") if key in service]
        return {key: service[key] for key in keys if self.random.random() < 0.6} or {"type": service["type"]}

    def value(self, slot: Slot) -> Any:
        match slot.kind:
            case Kind.LIST:
                assert slot.item is not None
                some = [self.value(slot.item) for _ in range(self.random.choice([0, 1, 2, 5]))]
                return [each for each in some if each is not None]
            case Kind.ENTRY:
                assert slot.entry is not None
                return self.entry(slot.entry)
            case Kind.EVIDENCE:
                assert slot.entry is not None
                return self.random.choice(self.ids["agreements"]) if self.often() else self.entry(slot.entry)
            case Kind.DATE:
                return self.day().isoformat()
            case Kind.TRUTH:
                return self.random.random() < 0.5
            case Kind.WHOLE:
                low, high = _WHOLE.get(slot.key, (1, self.random.choice([12, 10**6, 10**18])))
                return self.random.randint(low, high)
            case Kind.NUMBER:
                return self.random.choice([0, 1, 52, 0.5, 33.3, 99.99, 1e-9, 1 / 3])
            case Kind.CHOICE:
                return self.random.choice(slot.choices)
            case Kind.TEXT:
                return self.text(slot)

    def text(self, slot: Slot) -> str | None:
        if isinstance(slot.refers, Reference):
            known = self.ids.get(slot.refers.section, [])
            return self.random.choice(known) if known else None
        if isinstance(slot.refers, Controlled):
            if slot.refers.group == "checks" and self.random.random() < 0.5:
                return self.random.choice(TEXTS)
            value = self.random.choice(self.labels.values(slot.refers.group))
            if slot.refers.group == "parties" and self.often():
                return f"{value}:{self.random.choice(self.labels.values('owner'))}"
            return value
        if slot.identity:
            return f"id-{self.random.randrange(10**9)}"
        if slot.searched == "none":
            return f"{self.random.getrandbits(256):064x}"
        if slot.key == "number":
            return self.random.choice(["0301", "9999", "1101", "0000"])
        if self.random.random() < 0.3:
            return self.random.choice(TEXTS) + self.random.choice(TEXTS)
        return self.random.choice(TEXTS)

    def day(self) -> date:
        edges = [date(2026, 11, 21), date(1900, 1, 1), date(1900, 2, 28), date(1900, 3, 1), date(1, 1, 1)]
        first = self.random.choice(edges)
        return first + timedelta(days=self.random.randrange(3 * 365))

    def mend(self, model: Entry) -> None:
        """Take away what goes against the rules between entries."""
        kinds: set[str] = set()
        for role in model.get("roles", ()):
            if role.get("kind") in {"kommunestyre", "kommunedirektor"} and role["kind"] in kinds:
                del role["kind"]
            kinds.add(role.get("kind", ""))
        for number, unit in enumerate(model.get("units", ())):
            if "parent" in unit:
                before = self.ids["units"][:number]
                unit.pop("parent")
                if before:
                    unit["parent"] = self.random.choice(before)
        for delegation in model.get("delegations", ()):
            if len(self.ids["roles"]) == 1 or delegation.get("retained"):
                delegation |= {"retained": True, "to": delegation["from"]}
            else:
                others = [each for each in self.ids["roles"] if each != delegation["from"]]
                delegation["to"] = self.random.choice(others)
        agreements = {each["id"]: each for each in model.get("agreements", ())}
        seen: set[str] = set()
        transitions = []
        for each in model.get("transitions", ()):
            if each["transition"] not in seen:
                seen.add(each["transition"])
                transitions.append(each)
                if "agreement" in each:
                    agreements[each["agreement"]].setdefault("topics", []).append(f"overgang:{each['transition']}")
        if "transitions" in model:
            model["transitions"] = transitions
        for exemption in model.get("exemptions", ()):
            if "finding" not in exemption:
                exemption |= {"rule": "AVT203", "subject": self.random.choice(TEXTS)}
        rules: Sequence[Entry] = model.get("coordination", {}).get("rules", ())
        for number, rule in enumerate(rules):
            rule["id"] = f"R{number}"
