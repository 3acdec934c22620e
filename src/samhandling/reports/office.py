"""An Office file as a zip of parts: packed the same way every time, and sealed with a digest of its content.

The seal tells later whether anybody has typed in the file since it was written (:mod:`samhandling.cli.outputs`). The
same parts give the same bytes: entries have a fixed date, and no machine's name or clock is in them.
"""

from collections.abc import Mapping
from hashlib import sha256
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

DIGEST_PART = "docProps/custom.xml"
DIGEST_NAME = "samhandling-digest"
_CONTENT_TYPES = "[Content_Types].xml"
_RELATIONS = "_rels/.rels"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_OLDEST = (1980, 1, 1, 0, 0, 0)
"""The earliest date a zip can hold."""


def parts_of(content: bytes) -> dict[str, bytes]:
    """The parts of an Office file by name."""
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def digest_of(parts: Mapping[str, bytes]) -> str:
    """SHA-256 over every part but the one that carries the digest: names and contents, sorted by name."""
    digest = sha256()
    for name in sorted(parts):
        if name != DIGEST_PART:
            digest.update(name.encode() + b"\0" + sha256(parts[name]).digest())
    return digest.hexdigest()


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Zip the parts, the list of content types first."""
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name in sorted(parts, key=lambda each: (each != _CONTENT_TYPES, each)):
            entry = ZipInfo(name, _OLDEST)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, parts[name])
    return buffer.getvalue()


def seal(parts: Mapping[str, bytes]) -> bytes:
    """Pack the parts with the digest of their content in a property of the document."""
    sealed = dict(parts)
    types, relations = sealed[_CONTENT_TYPES], sealed[_RELATIONS]
    if f"/{DIGEST_PART}".encode() not in types:
        override = f'<Override PartName="/{DIGEST_PART}" ContentType="{_CUSTOM_TYPE}"/></Types>'
        sealed[_CONTENT_TYPES] = types.replace(b"</Types>", override.encode())
    if DIGEST_PART.encode() not in relations:
        relation = (
            f'<Relationship Id="rIdDigest" Type="{_OFFICE}/relationships/custom-properties" Target="{DIGEST_PART}"/>'
            "</Relationships>"
        )
        sealed[_RELATIONS] = relations.replace(b"</Relationships>", relation.encode())
    sealed[DIGEST_PART] = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<Properties xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes">'
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{DIGEST_NAME}">'
        f"<vt:lpwstr>{digest_of(sealed)}</vt:lpwstr></property></Properties>"
    ).encode()
    return pack(sealed)
