"""What kind of source a new name is, by the words of the name: nobody who is named is called unattributed."""

from __future__ import annotations

import re

from muster.ingest.article.nations import is_nation
from muster.vocabulary import SourceKind


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)


_ROLE = _words(
    r"analysts?|experts?|researchers?|scholars?|professors?|historians?|fellow|author|bloggers?|vloggers?|journalists?|"
    r"reporters?|correspondents?|volunteers?|(?:eye)?witness(?:es)?|residents?|locals?|defectors?|deserters?|prisoners?|"
    r"civilians?|activists?|users?|observers?|former"
)
_KINDS: tuple[tuple[SourceKind, re.Pattern[str]], ...] = (
    (
        SourceKind.THINK_TANK,
        _words(r"Conflict Intelligence Team|cent(?:re|er) for [\w ]*intelligence[\w ]*studies"),
    ),
    (
        SourceKind.INTELLIGENCE_SERVICE,
        _words(
            r"(?:\w+ ){0,2}intelligence|spy|spies|secret services?|(?:federal |state )?security services?|"
            r"NIS|[GH]UR|SBU|SZRU|CIA|NSA|DIA|MI[56]|FSB|SVR|GRU|BND|DGSE|Mossad|counter-?intelligence"
        ),
    ),
    (
        SourceKind.LAWMAKER,
        _words(
            r"lawmakers?|parliament(?:ary|arians?)?|legislators?|senators?|congress(?:man|woman|men|women)?|MPs?|deput(?:y|ies) of "
            r"(?:the )?(?:\w+ ){0,2}(?:duma|rada|assembly|bundestag)|duma|verkhovna rada|bundestag|national assembly"
        ),
    ),
    (
        SourceKind.ALLIANCE,
        _words(
            r"NATO|North Atlantic Treaty Organi[sz]ation|European Union|E\.?U\.?|United Nations|U\.?N\.?|OSCE|CSTO|African Union|"
            r"European Commission|MSMT|Multilateral Sanctions Monitoring Team|G7|alliance"
        ),
    ),
    (
        SourceKind.MILITARY,
        _words(
            r"army|armies|armed forces|general staff|joint chiefs(?: of staff)?|JCS|militar(?:y|ies)|navy|air forces?|marines?|"
            r"ground forces|special (?:operations )?forces|brigades?|regiments?|battalions?|divisions?|corps|troops|soldiers?|"
            r"commanders?(?:-in-chief)?|command|commandant|garrison|border guards?|national guard|territorial defen[cs]e|"
            r"Pentagon|IDF|colonel|(?<!attorney )(?<!secretary )(?<!director )general|gen\.|col\.|maj\.|captain|lieutenant|sergeant|officers?|militia|operational group"
        ),
    ),
    (
        SourceKind.GOVERNMENT,
        _words(
            r"ministr(?:y|ies)|ministers?|MoD|MFA|governments?|presidents?|presidential|prime minister|premier|chancellor|"
            r"secretary|governors?|governorate|mayors?|administrations?|officials?|authorit(?:y|ies)|police|prosecutors?|"
            r"departments?|state council|security council|embass(?:y|ies)|ambassadors?|consulate|Kremlin|White House|"
            r"Downing Street|Blue House|spokes(?:man|woman|person|people)|diplomats?|regime|municipality|city council|"
            r"emergency service|attorney general|civil protection|court|customs|centre for strategic communications?|StratCom|envoy"
        ),
    ),
    (
        SourceKind.THINK_TANK,
        _words(
            r"institutes?|institutions?|think[- ]tanks?|cent(?:re|er) (?:for|on|of)|universit(?:y|ies)|foundation|council on|"
            r"project|observatory|research|ISW|RUSI|CSIS|IISS|ACLED|UCDP|RAND|Bellingcat|Chatham House|38 North|DeepState|"
            r"Conflict Intelligence Team|Beyond Parallel|Carnegie|Brookings|watch|monitors?|monitoring|OSINT|GeoConfirmed|Oryx"
        ),
    ),
    (
        SourceKind.MEDIA,
        _words(
            r"news(?:papers?|wires?|room)?|press|media|radio|television|TV|broadcast(?:ers?|ing)?|channels?|outlets?|agenc(?:y|ies)|"
            r"daily|weekly|times|post|journal|herald|tribune|gazette|guardian|telegraph|courier|the independent|economist|chronicle|"
            r"magazine|review|pravda|izvestia|reuters|AP|AFP|BBC|CNN|NHK|NBC|ABC|CBS|CNBC|KBS|MBC|SBS|YTN|RFE/?RL|RFA|VOA|DPA|"
            r"TASS|Interfax|RIA(?: Novosti)?|Ukrinform|UNIAN|Yonhap|Kyodo|Xinhua|KCNA|Bloomberg|Politico|Axios|Suspilne|Meduza|"
            r"Chosun|Donga|JoongAng|Hankyoreh|Newsweek|Nikkei|NK ?News|Le Monde|Der Spiegel|Al Jazeera|Euromaidan|Telegram|blog"
        ),
    ),
    (SourceKind.INDIVIDUAL, _ROLE),
    (SourceKind.GOVERNMENT, _words(r"guards?|services?")),
    (
        SourceKind.PARTY,
        _words(
            r"Wagner(?: Group)?|Hamas|Hezbollah|Houthis?|Taliban|Islamic State|separatists?|rebels?|insurgents?"
        ),
    ),
)
"""The first that a name has a word of holds: an intelligence agency of a ministry's is no ministry."""
_FORMER = _words("former")
_NOBODY = _words(
    r"unnamed|not named|anonymous|unknown|undisclosed|not stated|no source|nobody|sources?|reports?|"
    r"reportedly|rumou?rs?|people familiar|it|they|he|she|some|others?"
)
_NOT_STATED = _words(r"(?:source|publisher|name)s?\b.{0,80}\bnot stated|unattributed")


def kind_of_name(name: str) -> SourceKind:
    """Return the kind of source that a name tells: `unattributed` only where the name is of nobody.

    A country that speaks is its government. A name that says nothing of itself is taken for a person's.
    """
    name = " ".join(name.split())
    parts = [part for part in map(str.strip, name.split(";")) if part]  # ACLED joins several sources so
    kinds = (_kind_of_one(part) for part in parts)
    return next((kind for kind in kinds if kind is not SourceKind.UNATTRIBUTED), SourceKind.UNATTRIBUTED)


def _kind_of_one(name: str) -> SourceKind:
    if _NOT_STATED.search(name):
        return SourceKind.UNATTRIBUTED
    if _is_person_of(name):
        return SourceKind.INDIVIDUAL
    told = next((kind for kind, words in _KINDS if words.search(name)), None)
    if told is not None:
        return told
    if is_nation(re.sub(r"^the |[’']s?$", "", name, flags=re.IGNORECASE)):
        return SourceKind.GOVERNMENT
    return SourceKind.UNATTRIBUTED if _NOBODY.search(name) else SourceKind.INDIVIDUAL


def _is_person_of(name: str) -> bool:
    """Whether a person is named with where they work, or as one who was in office or knows the matter.

    "Hong Min, Korea Institute for National Unification", "a former US intelligence official", "military analysts".
    """
    last = name.partition(",")[0].split(" of ")[0].split(" at ")[0]
    if _ROLE.search(last):
        return True
    person, comma, work = name.partition(",")
    is_person = re.fullmatch(r"[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){1,3}", person.strip()) is not None
    if not comma or not is_person or any(words.search(person) for _, words in _KINDS):
        return False
    found = next((kind for kind, words in _KINDS if words.search(work)), None)
    return found in {SourceKind.THINK_TANK, SourceKind.INDIVIDUAL} or bool(_FORMER.search(work))
