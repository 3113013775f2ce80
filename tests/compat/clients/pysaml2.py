"""A service provider made of pysaml2: one JSON object a line in, one out."""

import json
import logging
import sys

from saml2 import BINDING_HTTP_POST, BINDING_HTTP_REDIRECT
from saml2.client import Saml2Client
from saml2.config import Config

logging.basicConfig(level=logging.ERROR)
settings = json.loads(sys.stdin.readline())
config = Config()
config.load({
    "entityid": "urn:pysaml2",
    "xmlsec_binary": "/usr/bin/xmlsec1",
    "allow_unknown_attributes": True,
    "metadata": {"local": [settings["metadata"]]},
    "key_file": settings["key"],
    "cert_file": settings["certificate"],
    "encryption_keypairs": [{"key_file": settings["key"], "cert_file": settings["certificate"]}],
    "service": {"sp": {
        "endpoints": {
            "assertion_consumer_service": [(settings["acs"], BINDING_HTTP_POST)],
            "single_logout_service": [(settings["slo"], BINDING_HTTP_REDIRECT), (settings["slo"], BINDING_HTTP_POST)],
        },
        "authn_requests_signed": True,
        "logout_requests_signed": True,
        "want_assertions_signed": True,
        "want_response_signed": True,
        "allow_unsolicited": False,
    }},
})
client = Saml2Client(config)
outstanding = {}
# By default it signs with SHA-1, which is not accepted.
SIGNATURE = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
DIGEST = "http://www.w3.org/2001/04/xmlenc#sha256"


def begin(asked):
    binding = {"redirect": BINDING_HTTP_REDIRECT, "post": BINDING_HTTP_POST}[asked["binding"]]
    request_id, _, info = client.prepare_for_negotiated_authenticate(binding=binding, relay_state="r", sigalg=SIGNATURE, digest_alg=DIGEST)
    outstanding[request_id] = "/"
    return {"url": dict(info["headers"]).get("Location"), "html": info["data"]}


def finish(asked):
    response = client.parse_authn_request_response(asked["message"], BINDING_HTTP_POST, outstanding)
    return {"name": response.name_id.text, "attributes": response.ava, "issuer": response.issuer()}


def leave(asked):
    name = list(client.users.subjects())[0]
    answers = client.global_logout(name, sign_alg=SIGNATURE, digest_alg=DIGEST)
    (_, (_, info)), = answers.items()
    return {"url": dict(info["headers"]).get("Location"), "html": info["data"]}


def left(asked):
    client.parse_logout_request_response(asked["message"], BINDING_HTTP_POST)
    return {"loggedOut": True}


for line in sys.stdin:
    asked = json.loads(line)
    try:
        answer = globals()[asked["do"]](asked)
    except Exception as error:  # noqa: BLE001
        answer = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(answer), flush=True)
