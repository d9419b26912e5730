"""Keyword trackers: what Gong listens for, and where it was said."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from gong_admin.sandbox.world.clock import iso, iso_local
from gong_admin.sandbox.world.company import Workspaces
from gong_admin.sandbox.world.refused import Refused
from gong_admin.sandbox.world.seeds import Seeds, Wire
from gong_admin.sandbox.world.users import Users

# Name, who must say it, keywords by language. Several share keywords: that is on purpose.
_SUBJECTS: tuple[tuple[str, str, dict[str, tuple[str, ...]]], ...] = (
    ("Price", "Anyone", {
        "eng": ("price", "pricing", "discount", "list price", "quote"),
        "ger": ("Preis", "Rabatt", "Angebot", "Listenpreis"),
        "fre": ("prix", "remise", "devis", "tarif"),
        "spa": ("precio", "descuento", "presupuesto", "tarifa"),
        "por": ("preço", "desconto", "proposta", "tabela")}),
    ("Budget", "NonCompany", {
        "eng": ("budget", "funding", "cost centre", "quote"),
        "ger": ("Budget", "Kostenstelle", "Haushalt"),
        "fre": ("budget", "enveloppe", "devis"),
        "spa": ("presupuesto", "partida"), "por": ("orçamento", "verba")}),
    ("Competitors", "Anyone", {
        "mul": ("Velquist", "Tonderra", "Pipemont", "Callivo")}),
    ("Competitor Velquist", "NonCompany", {"mul": ("Velquist", "Vel Quist")}),
    ("Security", "Anyone", {
        "eng": ("security review", "encryption", "penetration test", "data centre"),
        "ger": ("Sicherheit", "Verschlüsselung", "Rechenzentrum"),
        "fre": ("sécurité", "chiffrement"), "spa": ("seguridad", "cifrado"),
        "por": ("segurança", "criptografia")}),
    ("Data protection", "Anyone", {
        "eng": ("data protection", "consent", "retention", "data centre"),
        "ger": ("Datenschutz", "Einwilligung", "Auftragsverarbeitung", "Betriebsrat"),
        "fre": ("protection des données", "consentement"),
        "spa": ("protección de datos", "consentimiento"),
        "por": ("proteção de dados", "consentimento")}),
    ("Next steps", "Company", {
        "eng": ("next step", "follow up", "send over", "next week"),
        "ger": ("nächster Schritt", "nächste Woche"),
        "fre": ("prochaine étape", "semaine prochaine"),
        "spa": ("siguiente paso", "próxima semana"),
        "por": ("próximo passo", "próxima semana")}),
    ("Decision process", "NonCompany", {
        "eng": ("decision", "sign off", "steering committee", "procurement"),
        "ger": ("Entscheidung", "Einkauf", "Freigabe"),
        "fre": ("décision", "validation", "achats"),
        "spa": ("decisión", "compras"), "por": ("decisão", "compras")}),
    ("Objection: timing", "NonCompany", {
        "eng": ("not now", "next quarter", "too early", "after the summer"),
        "ger": ("zu früh", "nächstes Quartal"), "fre": ("trop tôt", "trimestre prochain"),
        "spa": ("demasiado pronto", "próximo trimestre"),
        "por": ("cedo demais", "próximo trimestre")}),
    ("Churn risk", "NonCompany", {
        "eng": ("cancel", "switch", "disappointed", "escalate", "too slow"),
        "ger": ("kündigen", "enttäuscht", "zu langsam"), "fre": ("résilier", "déçus"),
        "spa": ("cancelar", "decepcionados"), "por": ("cancelar", "decepcionados")}),
    ("Renewal", "Anyone", {
        "eng": ("renewal", "contract term", "renew", "price"),
        "ger": ("Verlängerung", "Laufzeit"), "fre": ("renouvellement", "durée"),
        "spa": ("renovación", "plazo"), "por": ("renovação", "prazo")}),
    ("Integration", "Anyone", {
        "eng": ("integration", "interface", "CRM", "single sign-on"),
        "ger": ("Schnittstelle", "Anbindung"), "fre": ("intégration", "interface"),
        "spa": ("integración", "interfaz"), "por": ("integração", "interface")}),
    ("Onboarding", "Company", {
        "eng": ("onboarding", "training", "go-live"),
        "ger": ("Einführung", "Schulung"), "fre": ("formation", "démarrage"),
        "spa": ("formación", "arranque"), "por": ("treinamento", "início")}),
    ("Recording consent", "Company", {
        "eng": ("recording", "consent"), "ger": ("Aufzeichnung", "Einwilligung"),
        "fre": ("enregistrement", "consentement"), "spa": ("grabación", "consentimiento"),
        "por": ("gravação", "consentimento")}),
    ("Champion", "NonCompany", {
        "eng": ("my team", "I will push", "internally"), "ger": ("mein Team", "intern"),
        "fre": ("mon équipe", "en interne"), "spa": ("mi equipo", "internamente"),
        "por": ("minha equipe", "internamente")}),
    ("Works council", "NonCompany", {"ger": ("Betriebsrat", "Mitbestimmung"),
        "fre": ("comité d'entreprise",)}),
)  # fmt: skip

_FILTERS: tuple[Wire, ...] = (
    {"type": "And", "filters": []},
    {"type": "And", "filters": [{"type": "CallDirection", "terms": ["OUTBOUND"]}]},
    {"type": "And", "filters": [
        {"type": "CallScope", "terms": ["EXTERNAL"]},
        {"type": "Or", "filters": [
            {"type": "CallDuration", "from": 120, "unit": "SECONDS"},
            {"type": "CallDirection", "terms": ["CONFERENCE"]},
        ]},
    ]},
    {"type": "And", "filters": [
        {"type": "Not", "filter": {"type": "CallTitle", "terms": ["internal", "1:1"]}},
        {"type": "DealStage", "terms": ["Proposal", "Negotiation"]},
    ]},
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mention:
    """A keyword said in a call: seconds from its start, who said it, and the keyword."""

    at: float
    speaker: str
    phrase: str


class Trackers:
    """The trackers of every workspace; finds their keywords in transcripts."""

    def __init__(
        self, seeds: Seeds, workspaces: Workspaces, users: Users, now: dt.datetime
    ) -> None:
        self._workspaces = workspaces
        self._all: list[Wire] = []
        self._patterns: dict[tuple[str, str], tuple[re.Pattern[str], list[str]]] = {}
        for index, workspace_id in enumerate(workspaces.ids):
            for number, (name, affiliation, keywords) in enumerate(_SUBJECTS):
                if index == 3 and number > 13:
                    continue
                rng = seeds.rng("tracker", f"{index}:{number}")
                created = now - dt.timedelta(days=rng.randint(60, 1400))
                updated = created + (now - created) * rng.random()
                shown = name if index == 0 or rng.random() < 0.5 else f"{name} ({_SHORT[index]})"
                at = rng.choice(("Anytime", "Anytime", "Anytime", "First", "Last"))
                built_in = rng.random() < 0.12
                words = dict(keywords)
                if rng.random() < 0.25 and len(words) > 2:
                    words.pop(rng.choice(sorted(words)))
                creator = None if built_in else rng.choice(users.active)
                self._all.append(
                    {
                        "trackerId": seeds.id("tracker", f"{index}:{number}", 19),
                        "trackerName": shown,
                        "workspaceId": workspace_id,
                        "languageKeywords": [
                            {
                                "language": language,
                                "keywords": list(phrases),
                                "includeRelatedForms": rng.random() < 0.4,
                            }
                            for language, phrases in words.items()
                        ],
                        "affiliation": affiliation,
                        "partOfQuestion": False,
                        "saidAt": at,
                        "saidAtInterval": None if at == "Anytime" else rng.choice((5, 10, 20)),
                        "saidAtUnit": None
                        if at == "Anytime"
                        else rng.choice(("minutes", "percent")),
                        "saidInTopics": ["Pricing"] if name == "Price" and index == 1 else [],
                        "filterQuery": json.dumps(rng.choice(_FILTERS), separators=(",", ":")),
                        "created": iso_local(created),
                        "creatorUserId": creator,
                        "updated": iso(updated, 3),
                        "updaterUserId": "-1"
                        if rng.random() < 0.2
                        else (creator or rng.choice(users.active)),
                    }
                )

    def all(self, workspace_id: str | None = None) -> list[Wire]:
        if workspace_id is None:
            return self._all
        if self._workspaces.get(workspace_id) is None:
            raise Refused(404, f"Workspace {workspace_id} was not found")
        return [t for t in self._all if t["workspaceId"] == workspace_id]

    def phrases(self, workspace_id: str, language: str) -> list[str]:
        """Every keyword that counts in calls of this language, in order, each once."""
        found: dict[str, None] = {}
        for tracker in self._all:
            if tracker["workspaceId"] == workspace_id:
                found.update(dict.fromkeys(_keywords(tracker, language)))
        return list(found)

    def mentions(
        self,
        workspace_id: str,
        language: str,
        duration: int,
        transcript: Sequence[Wire],
        inside: frozenset[str],
    ) -> list[tuple[Wire, list[Mention]]]:
        """Each tracker that was hit, with its mentions in order. `inside`: speakers of the
        company. Words count whole, in any case; trackers narrow by speaker and by time."""
        key = (workspace_id, language)
        if key not in self._patterns:
            phrases = sorted(self.phrases(*key), key=len, reverse=True)
            words = "|".join(re.escape(phrase) for phrase in phrases) or "(?!)"
            pattern = re.compile(rf"(?<!\w)({words})(?!\w)", re.IGNORECASE)
            self._patterns[key] = (pattern, [phrase.lower() for phrase in phrases])
        pattern, phrases = self._patterns[key]
        said = []
        for block in transcript:
            for sentence in block["sentences"]:
                text = sentence["text"].lower()
                # Most sentences hold no keyword, and the pattern takes long to find that out.
                if any(phrase in text for phrase in phrases):
                    said += [
                        Mention(sentence["start"] / 1000, block["speakerId"], hit.group(1).lower())
                        for hit in pattern.finditer(sentence["text"])
                    ]
        found = []
        for tracker in self._all:
            if tracker["workspaceId"] != workspace_id:
                continue
            wanted = {keyword.lower() for keyword in _keywords(tracker, language)}
            hits = [
                mention
                for mention in said
                if mention.phrase in wanted and _counts(tracker, mention, duration, inside)
            ]
            if hits:
                found.append((tracker, hits))
        return found


_SHORT = ("EMEA", "AMER", "CS", "Partners")


def _keywords(tracker: Wire, language: str) -> list[str]:
    return [
        keyword
        for entry in tracker["languageKeywords"]
        if entry["language"] in (language, "mul")
        for keyword in entry["keywords"]
    ]


def _counts(tracker: Wire, mention: Mention, duration: int, inside: frozenset[str]) -> bool:
    if tracker["affiliation"] == "Company" and mention.speaker not in inside:
        return False
    if tracker["affiliation"] == "NonCompany" and mention.speaker in inside:
        return False
    if tracker["saidAt"] == "Anytime":
        return True
    window = tracker["saidAtInterval"]
    seconds = window * 60 if tracker["saidAtUnit"] == "minutes" else duration * window / 100
    if tracker["saidAt"] == "First":
        return bool(mention.at <= seconds)
    return bool(mention.at >= duration - seconds)
