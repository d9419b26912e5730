"""What was said in a call, and everything computed from it.

Nothing here is stored with the world: who spoke when (the timeline) comes from a generator named
after the call, cheaply enough for statistics over thousands of calls; the words are put to it only
when somebody asks. All measures are computed from the timeline, all tracker hits from the words,
so the figures agree with the transcript that the API serves.
"""

from __future__ import annotations

import functools
import itertools
import random
from dataclasses import dataclass

from gong_admin.sandbox.world.calls import Call, Calls
from gong_admin.sandbox.world.outcomes import OUTCOMES
from gong_admin.sandbox.world.people import People
from gong_admin.sandbox.world.phrases import BY_LANGUAGE, ENGLISH, Phrases
from gong_admin.sandbox.world.seeds import Seeds, Wire
from gong_admin.sandbox.world.trackers import Mention, Trackers

TOPICS = ("Introductions", "Current situation", "Product", "Pricing", "Next steps")
SECTIONS = ("Meeting setup", "Situation", "Demonstration", "Commercials", "Wrap-up")
_PARTS = (0.08, 0.34, 0.68, 0.88, 1.0)
"""Where, in shares of the call, each topic ends."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One person speaking: seconds from the start of the call. `speaker` is an index into the
    call's speakers; of its `sentences` the last `questions` are questions."""

    speaker: int
    start: float
    end: float
    topic: int
    sentences: int
    questions: int


@dataclass(frozen=True, slots=True)
class Measures:
    """Of one company speaker in one call; shares in 0..1, times in seconds."""

    talk: float
    duration: float
    longest_monologue: float
    longest_customer_story: float
    interactivity: float
    patience: float
    questions: int


class Content:
    """Transcripts and what follows from them, computed on demand and cached."""

    def __init__(self, seeds: Seeds, calls: Calls, people: People, trackers: Trackers) -> None:
        self._seeds = seeds
        self._calls = calls
        self._people = people
        self._trackers = trackers
        # Made here: a cache on the methods themselves would keep the world alive for ever.
        self._cached_transcript = functools.lru_cache(2_000)(self._transcript)
        self._cached_measures = functools.lru_cache(None)(self._measures)
        # One call's content needs these several times over.
        self._cached_timeline = functools.lru_cache(300)(self._timeline)
        self._cached_mentions = functools.lru_cache(300)(self._mentions)

    # Who spoke when

    def speakers(self, call: Call) -> list[Wire]:
        """The parties who spoke; the host first."""
        return [party for party in self._calls.parties(call) if party["speakerId"]]

    def timeline(self, call: Call) -> list[Turn]:
        """Every turn in order. Empty for what is too short or was just uploaded."""
        return self._cached_timeline(call.id)

    def _timeline(self, call_id: str) -> list[Turn]:
        call = self._calls.get(call_id)
        if call.parties is not None or call.meta["language"] in ("zxx", "und"):
            return []
        there = [i for i in call.insiders if i not in call.absent]
        count = len(there) + sum(f"p{i}" not in call.absent for i in call.outsiders)
        return _turns(self._seeds.rng("timeline", call.id), call, count, len(there))

    # Words

    def transcript(self, call: Call) -> list[Wire]:
        """Monologues as Gong sends them, times in milliseconds."""
        return self._cached_transcript(call.id)

    def _transcript(self, call_id: str) -> list[Wire]:
        call = self._calls.get(call_id)
        speakers = self.speakers(call)
        rng = self._seeds.rng("words", call_id)
        language = BY_LANGUAGE.get(call.meta["language"], ENGLISH)
        keywords = self._trackers.phrases(call.meta["workspaceId"], call.meta["language"])
        customer = (
            self._people.accounts[call.account].name if call.account is not None else "Orvane"
        )
        turns = self.timeline(call)
        blocks = []
        for number, turn in enumerate(turns):
            last = number >= len(turns) - 2
            texts = _words(rng, language, turn, keywords, customer, number < 2, last)
            blocks.append(
                {
                    "speakerId": speakers[turn.speaker]["speakerId"],
                    "topic": TOPICS[turn.topic],
                    "sentences": _timed(turn, texts),
                }
            )
        return blocks

    def trackers(self, call: Call, occurrences: bool) -> list[Wire]:
        """Trackers hit, and with `occurrences` where."""
        found = []
        for tracker, mentions in self._cached_mentions(call.id):
            phrases: dict[str, list[Wire]] = {}
            for mention in mentions:
                phrases.setdefault(mention.phrase, []).append(
                    {"startTime": mention.at, "speakerId": mention.speaker}
                )
            found.append(
                {
                    "id": tracker["trackerId"],
                    "name": tracker["trackerName"],
                    "count": len(mentions),
                    "type": "KEYWORD",
                    "occurrences": [place for places in phrases.values() for place in places]
                    if occurrences
                    else [],
                    "phrases": [
                        {
                            "count": len(places),
                            "occurrences": places if occurrences else [],
                            "phrase": phrase,
                        }
                        for phrase, places in phrases.items()
                    ],
                }
            )
        return found

    def _mentions(self, call_id: str) -> list[tuple[Wire, list[Mention]]]:
        call = self._calls.get(call_id)
        inside = frozenset(party["speakerId"] for party in self.speakers(call) if party["userId"])
        meta = call.meta
        return self._trackers.mentions(
            meta["workspaceId"], meta["language"], meta["duration"], self.transcript(call), inside
        )

    # Summaries

    def topics(self, call: Call) -> list[Wire]:
        """Seconds spoken on each topic."""
        spent = [0.0] * len(TOPICS)
        for turn in self.timeline(call):
            spent[turn.topic] += turn.end - turn.start
        return [
            {"name": name, "duration": round(seconds)}
            for name, seconds in zip(TOPICS, spent, strict=True)
            if seconds
        ]

    def structure(self, call: Call) -> list[Wire]:
        """The parts of the call with their lengths in seconds."""
        duration = call.meta["duration"]
        if not self.timeline(call):
            return []
        starts = (0.0, *_PARTS[:-1])
        return [
            {"name": name, "duration": round((end - start) * duration)}
            for name, start, end in zip(SECTIONS, starts, _PARTS, strict=True)
        ]

    def outline(self, call: Call) -> list[Wire]:
        duration = call.meta["duration"]
        firsts: dict[str, list[Wire]] = {}
        for block in self.transcript(call):
            items = firsts.setdefault(block["topic"], [])
            if len(items) < 3:
                sentence = block["sentences"][0]
                items.append({"text": sentence["text"], "startTime": sentence["start"] / 1000})
        return [
            {
                "section": topic,
                "startTime": items[0]["startTime"],
                "duration": duration * (_PARTS[TOPICS.index(topic)])
                - (duration * (0.0, *_PARTS)[TOPICS.index(topic)]),
                "items": items,
            }
            for topic, items in firsts.items()
        ]

    def brief(self, call: Call) -> str | None:
        if not self.timeline(call):
            return None
        hits = [tracker["name"] for tracker in self.trackers(call, False)[:3]]
        about = f" They talked about {', '.join(hits).lower()}." if hits else ""
        who = self._people.accounts[call.account].name if call.account is not None else "The team"
        minutes = max(1, call.meta["duration"] // 60)
        return f"{who} and Orvane spoke for {minutes} minutes.{about} Next steps were agreed."

    def key_points(self, call: Call) -> list[Wire]:
        return [
            {"text": f"{tracker['name']} came up {tracker['count']} times."}
            if tracker["count"] > 1
            else {"text": f"{tracker['name']} came up once."}
            for tracker in self.trackers(call, False)[:4]
        ]

    def highlights(self, call: Call) -> list[Wire]:
        items = [
            {"text": sentence["text"], "startTimes": [sentence["start"] / 1000]}
            for block in self.transcript(call)
            if block["topic"] == "Next steps"
            for sentence in block["sentences"][:1]
        ]
        return [{"title": "Next steps", "items": items[:4]}] if items else []

    def outcome(self, call: Call) -> Wire | None:
        return None if call.outcome is None else OUTCOMES[call.outcome].on_call()

    # Measures

    def measures(self, call: Call) -> dict[str, Measures]:
        """Of every company speaker, by user id."""
        return self._cached_measures(call.id)

    def _measures(self, call_id: str) -> dict[str, Measures]:
        call = self._calls.get(call_id)
        turns = self.timeline(call)
        inside = [user_id for user_id in call.insiders if user_id not in call.absent]
        if not turns:
            return {}
        switches = sum(a.speaker != b.speaker for a, b in itertools.pairwise(turns))
        # Changes of speaker a minute, squeezed into 0..10 as Gong's scale is.
        interactivity = min(10.0, switches / max(1.0, call.meta["duration"] / 60))
        story = max(
            (turn.end - turn.start for turn in turns if turn.speaker >= len(inside)), default=0.0
        )
        found = {}
        for speaker, user_id in enumerate(inside):
            own = [turn for turn in turns if turn.speaker == speaker]
            if not own:
                continue
            pauses = [
                b.start - a.end
                for a, b in itertools.pairwise(turns)
                if b.speaker == speaker and a.speaker != speaker
            ]
            found[user_id] = Measures(
                sum(turn.end - turn.start for turn in own),
                float(call.meta["duration"]),
                max(turn.end - turn.start for turn in own),
                story,
                interactivity,
                sum(pauses) / len(pauses) if pauses else 0.0,
                sum(turn.questions for turn in own),
            )
        return found

    def interaction(self, call: Call) -> Wire:
        """`speakers`, `interactionStats` (of the host), `video` and `questions`."""
        turns = self.timeline(call)
        speakers = self.speakers(call)
        talk = [0.0] * len(speakers)
        asked = [0, 0]
        for turn in turns:
            talk[turn.speaker] += turn.end - turn.start
            asked[0 if speakers[turn.speaker]["userId"] else 1] += turn.questions
        host = self.measures(call).get(call.host)
        stats = []
        if host:
            stats = [
                {"name": "Talk Ratio", "value": round(host.talk / host.duration, 4)},
                {"name": "Longest Monologue", "value": round(host.longest_monologue, 2)},
                {"name": "Longest Customer Story", "value": round(host.longest_customer_story, 2)},
                {"name": "Interactivity", "value": round(host.interactivity, 2)},
                {"name": "Patience", "value": round(host.patience, 2)},
                {"name": "Question Rate", "value": host.questions},
            ]
        webcam = round(call.meta["duration"] * 0.8, 1)
        return {
            "speakers": [
                {"id": party["id"], "userId": party["userId"], "talkTime": round(seconds, 2)}
                for party, seconds in zip(speakers, talk, strict=True)
                if turns
            ],
            "interactionStats": stats,
            "video": [
                {"name": "Webcam", "duration": webcam},
                {"name": "Presentation", "duration": round(webcam * 0.4, 1)},
            ]
            if turns and call.meta["media"] == "Video"
            else [],
            "questions": {"companyCount": asked[0], "nonCompanyCount": asked[1]},
        }

    def forget(self) -> None:
        """A call was deleted: drop what is cached, all of it, because deletions are rare."""
        self._cached_transcript.cache_clear()
        self._cached_measures.cache_clear()
        self._cached_timeline.cache_clear()
        self._cached_mentions.cache_clear()


def _turns(rng: random.Random, call: Call, speakers: int, insiders: int) -> list[Turn]:
    duration = call.meta["duration"]
    if speakers == 0 or duration < 20:
        return []
    draw = rng.random
    chatty = 8 + draw() * 30  # seconds of an average turn
    turns: list[Turn] = []
    clock = draw() * 3
    speaker = 0
    while clock < duration - 6:
        length = min(2 + draw() * draw() * chatty * 4, duration - clock - 0.5)
        share = clock / duration
        topic = next(i for i, end in enumerate(_PARTS) if share < end)
        sentences = max(1, round(length / 6))
        asks = draw() < (0.30 if speaker < insiders else 0.14)
        turns.append(
            Turn(
                speaker, round(clock, 2), round(clock + length, 2), topic, sentences,
                1 + (draw() < 0.1 and sentences > 1) if asks else 0,
            )
        )  # fmt: skip
        clock += length + 0.1 + draw() * draw() * 2.5
        if speakers > 1:
            # The host and the customer do most of the talking.
            step = draw()
            if speaker != 0 and step < 0.6:
                speaker = 0
            else:
                others = [s for s in range(speakers) if s != speaker]
                speaker = others[int(draw() * len(others))]
                if speaker < insiders and step > 0.5 and insiders < speakers:
                    speaker = insiders
    return turns


def _words(
    rng: random.Random,
    language: Phrases,
    turn: Turn,
    keywords: list[str],
    customer: str,
    first: bool,
    last: bool,
) -> list[str]:
    texts = []
    for number in range(turn.sentences):
        asked = number >= turn.sentences - turn.questions
        themed = bool(keywords) and rng.random() < 0.14
        if asked:
            pool = language.keyword_questions if themed else language.questions
        elif first and number == 0:
            pool = tuple(text for text in language.greetings if not text.endswith("?"))
        elif last and number == turn.sentences - 1:
            pool = language.farewells
        else:
            pool = language.keyword_statements if themed else language.statements
        text = rng.choice(pool)
        if "{k}" in text:
            text = text.replace("{k}", rng.choice(keywords))
        texts.append(text.replace("{c}", customer))
    return texts


def _timed(turn: Turn, texts: list[str]) -> list[Wire]:
    """Spread the sentences over the turn by their length."""
    total = sum(len(text) for text in texts)
    at = turn.start
    timed = []
    for text in texts:
        end = at + (turn.end - turn.start) * len(text) / total
        timed.append({"start": round(at * 1000), "end": round(end * 1000), "text": text})
        at = end
    return timed
