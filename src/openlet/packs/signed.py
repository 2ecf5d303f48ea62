"""A pack as one file: a manifest, the tables, and an Ed25519 signature over the manifest, which has each table's hash.

The file is JSON in one form only, so that no byte of it can be changed unseen. The public key in it is not believed: it
counts only where its fingerprint is trusted.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from openlet.spec.pack import PARTS, SCHEME

if TYPE_CHECKING:  # loaded where it is needed: most runs have no pack, and it takes as long as the rest of the program
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

LARGEST = 4 * 2**20  # bytes
SIGNED_AS = b"openlet rule pack 1\n"  # so that a signature of this key under anything else is not one of a pack
WHOLE = {"manifest", "parts", "key", "signature"}
MANIFEST = {
    "format": int, "scheme": str, "wave": str, "number": int, "valid_from": str, "made_by": str, "parts": dict,
}  # fmt: skip
FORMAT, MOST = 1, 10**6
GROUPS = 8  # of four signs, in a fingerprint


class WrongPack(Exception):
    """A pack that is not used; the text is a sentence for people."""


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack whose signature is that of its key. ``key`` is that key's fingerprint; whether it is trusted is another
    question."""

    wave: str
    number: int
    valid_from: date
    made_by: str
    key: str
    sha256: str
    parts: Mapping[str, str]
    content: bytes


def new_key() -> bytes:
    """A new private key as PEM."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    return Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def private_key(content: bytes, password: bytes | None = None) -> "Ed25519PrivateKey":
    """The private key of a PEM file. Raises ``WrongPack``, and ``TypeError`` where a password is needed."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        key = load_pem_private_key(content, password)
    except ValueError:
        raise WrongPack(
            "That is no private key, or the password is wrong. Take the file of openlet pack keys."
        ) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise WrongPack("That is no Ed25519 key. Make one: openlet pack keys")
    return key


def fingerprint_of(key: "Ed25519PrivateKey") -> str:
    """By which a key is known: to be told to those who are to trust it, by another way than the pack."""
    return _fingerprint(key.public_key().public_bytes_raw())


def _fingerprint(public: bytes) -> str:
    signs = hashlib.sha256(public).hexdigest().upper()
    return " ".join(signs[4 * group : 4 * group + 4] for group in range(GROUPS))


def make(
    parts: Mapping[str, str], wave: str, number: int, valid_from: date, made_by: str, key: "Ed25519PrivateKey"
) -> bytes:
    """A signed pack. Its tables are not judged here."""
    manifest = {
        "format": FORMAT,
        "scheme": SCHEME,
        "wave": wave,
        "number": number,
        "valid_from": valid_from.isoformat(),
        "made_by": made_by,
        "parts": {name: _sha256(text) for name, text in parts.items()},
    }
    public = key.public_key().public_bytes_raw()
    signature = key.sign(_to_sign(manifest))
    return _written({"manifest": manifest, "parts": dict(parts), "key": public.hex(), "signature": signature.hex()})


def opened(content: bytes) -> Pack:
    """The pack that a file is, its signature and the hashes of its tables being right. Raises ``WrongPack``."""
    if len(content) > LARGEST:
        raise WrongPack(f"The file is larger than a rule pack can be ({LARGEST // 2**20} MB). Take the right file.")
    found = _parsed(content)
    manifest = found["manifest"]
    if manifest["format"] != FORMAT:
        raise WrongPack("The rule pack is of a form that this version does not know. Use a newer version of OpenLET.")
    public = _signed_by(found)
    if manifest["scheme"] != SCHEME:
        raise WrongPack(f"The rule pack is for the scheme {manifest['scheme'][:40]}, not for {SCHEME}.")
    _refuse_other_parts(manifest["parts"], found["parts"])
    return Pack(
        manifest["wave"],
        manifest["number"],
        _day(manifest["valid_from"]),
        manifest["made_by"],
        _fingerprint(public),
        hashlib.sha256(content).hexdigest(),
        found["parts"],
        content,
    )


def _parsed(content: bytes) -> dict[str, Any]:
    try:
        found = json.loads(content.decode())
        is_one = isinstance(found, dict) and _written(found) == content and _is_shaped(found)
    except (ValueError, RecursionError, TypeError):
        is_one = False
    if not is_one:
        raise WrongPack("The file is not a rule pack, or it was changed on its way. Get it again from the authority.")
    return dict(found)


def _is_shaped(found: dict[str, Any]) -> bool:
    manifest, parts = found.get("manifest"), found.get("parts")
    if found.keys() != WHOLE or not isinstance(manifest, dict) or not isinstance(parts, dict):
        return False
    if manifest.keys() != MANIFEST.keys() or any(type(manifest[name]) is not of for name, of in MANIFEST.items()):
        return False
    texts = [*parts.values(), *manifest["parts"].values(), found["key"], found["signature"]]
    return all(isinstance(text, str) for text in texts) and 0 < manifest["number"] < MOST


def _signed_by(found: dict[str, Any]) -> bytes:
    """The public key, whose signature it is. Raises ``WrongPack``."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        public, signature = bytes.fromhex(found["key"]), bytes.fromhex(found["signature"])
        if (public.hex(), signature.hex()) != (found["key"], found["signature"]):
            raise ValueError
        Ed25519PublicKey.from_public_bytes(public).verify(signature, _to_sign(found["manifest"]))
    except (InvalidSignature, ValueError):
        raise WrongPack(
            "The signature of the rule pack is not right: it was changed after it was signed. Nothing was loaded; get "
            "it again from the authority."
        ) from None
    return public


def _refuse_other_parts(named: Mapping[str, str], parts: Mapping[str, str]) -> None:
    unknown = sorted((named.keys() | parts.keys()) - set(PARTS))
    if unknown:
        raise WrongPack(
            f"The rule pack has {', '.join(unknown)[:80]}, which this version does not know. Use a newer version."
        )
    missing = sorted(named.keys() ^ parts.keys())
    if missing or not parts:
        raise WrongPack(f"The rule pack is not whole: {', '.join(missing) or 'it is empty'}. Get it again.")
    changed = [name for name, text in sorted(parts.items()) if _sha256(text) != named[name]]
    if changed:
        raise WrongPack(f"{changed[0]} in the rule pack was changed after it was signed. Nothing was loaded.")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WrongPack("The rule pack does not say from which day it is valid. Get it again.") from None


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _to_sign(manifest: Mapping[str, Any]) -> bytes:
    return SIGNED_AS + _written(manifest)


def _written(found: Mapping[str, Any]) -> bytes:
    return (json.dumps(found, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()
