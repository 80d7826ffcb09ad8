"""Computes golden-leaves.json from the description in leaf.ts alone: python3 golden-leaves.py > golden-leaves.json"""

import hashlib
import json
import struct


def sha256(text):
    return hashlib.sha256(text.encode("utf-8")).digest()


def leaf(event):
    personal = event["personal"]
    fields = [
        event["stream"].encode("utf-8"),
        str(event["revision"]).encode("ascii"),
        event["id"].encode("utf-8"),
        event["type"].encode("utf-8"),
        str(event["schemaVersion"]).encode("ascii"),
        event["recordedAt"].encode("utf-8"),
        sha256(event["data"]),
        b"" if personal is None else sha256(personal),
        sha256(event["metadata"]),
    ]
    framed = b"".join(struct.pack(">I", len(field)) + field for field in fields)
    return hashlib.sha256(framed).hexdigest()


def event(**changed):
    return {
        "stream": "programme-pake-kelambu-2025",
        "revision": 0,
        "id": "0b685af0-8f9a-54f0-adf0-37421ed5b6ff",
        "type": "ProgrammeAgreed",
        "schemaVersion": 1,
        "recordedAt": "2025-07-22T03:00:00.000Z",
        "data": '{"quota":45000}',
        "personal": None,
        "metadata": '{"actor":"administrator-1"}',
        **changed,
    }


SEALED = '{"v":1,"parts":{"6b728495-caff-5adc-9488-2a0529b03fb9":{"keyId":"k","iv":"aQ","tag":"dA","sealed":"cw"}}}'

EVENTS = {
    "an event without a personal part": event(),
    "an event with a sealed part": event(
        stream="participant-6b728495-caff-5adc-9488-2a0529b03fb9",
        type="ParticipantEnrolled",
        data="{}",
        personal=SEALED,
    ),
    "a personal text that is empty": event(personal=""),
    "texts beyond ASCII": event(data='{"word":"naïve — 漢字 😀"}', metadata='{"actor":"é"}'),
    "texts that JSON would escape": event(data='{"word":"a\\\\n\\"\\u0000"}\n\t'),
    "large numbers": event(revision=2147483647, schemaVersion=12),
    "a late hour": event(recordedAt="2199-12-31T23:59:59.999Z"),
}

print(
    json.dumps(
        [{"what": what, "event": one, "leaf": leaf(one)} for what, one in EVENTS.items()],
        indent=2,
        ensure_ascii=False,
    )
)
