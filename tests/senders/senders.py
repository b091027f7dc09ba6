"""Deliveries that the senders' own Python libraries sign, posted to the gateways.

Arguments: `axum=http://127.0.0.1:PORT actix=http://127.0.0.1:PORT`. One line for each delivery and gateway.
"""

import http.client
import json
import os
import sys
import time
import uuid
from datetime import datetime, timezone
from importlib.metadata import version
from urllib.parse import urlencode, urlsplit

import braintree
from Adyen.util import generate_payload_sig, is_valid_hmac_payload
from hubspot.utils.signature import Signature as HubSpot
from modern_treasury import ModernTreasury
from mollie.utils.webhooks.signature_validator import SignatureValidator as Mollie
from plivo.utils import signature_v3 as plivo
from pusher import Pusher
from pusher.signature import sign as pusher_sign
from slack_sdk.signature import SignatureVerifier as Slack
from standardwebhooks import Webhook as StandardWebhook
from stripe import WebhookSignature as Stripe
from svix.webhooks import Webhook as SvixWebhook
from twilio.request_validator import RequestValidator as Twilio

JSON_TYPE = "application/json"
FORM_TYPE = "application/x-www-form-urlencoded"


def event(**fields):
    """A body that no other delivery has, with text that is not ASCII."""
    return json.dumps({"id": str(uuid.uuid4()), "name": "Zoë, 4 € ✓", **fields}, ensure_ascii=False)


# Each has the URL and the secret, and returns the headers and the body. Where a library has a check of its
# own, it has to accept them too.


def adyen_platform(url, secret):
    body = event(type="balancePlatform.transfer.created")
    signature = generate_payload_sig(body.encode(), secret).decode()
    assert is_valid_hmac_payload(signature, secret, body.encode())
    return {"HmacSignature": signature}, body


def braintree_form(url, secret):
    gateway = braintree.BraintreeGateway(
        braintree.Configuration(braintree.Environment.Sandbox, "merchant", "public_key", secret)
    )
    kind = braintree.WebhookNotification.Kind.SubscriptionWentPastDue
    sample = gateway.webhook_testing.sample_notification(kind, str(uuid.uuid4()))
    assert gateway.webhook_notification.parse(sample["bt_signature"], sample["bt_payload"]).kind == kind
    return {"Content-Type": FORM_TYPE}, urlencode(sample)


def hubspot(url, secret):
    body, timestamp = event(), str(int(time.time() * 1000))
    signature = HubSpot.get_signature(secret, body, "v3", http_uri=url, timestamp=timestamp)
    assert HubSpot.is_valid(signature, secret, body, url, signature_version="v3", timestamp=timestamp)
    return {"X-HubSpot-Signature-v3": signature, "X-HubSpot-Request-Timestamp": timestamp}, body


def hubspot_v1(url, secret):
    body = event()
    return {"X-HubSpot-Signature": HubSpot.get_signature(secret, body, "v1")}, body


def hubspot_v2(url, secret):
    body = event()
    return {"X-HubSpot-Signature": HubSpot.get_signature(secret, body, "v2", http_uri=url)}, body


def modern_treasury(url, secret):
    body = event(event="created")
    client = ModernTreasury(api_key="unused", organization_id="unused", webhook_key=secret)
    headers = {"X-Signature": client.webhooks.get_signature(body)}
    assert client.webhooks.validate_signature(body, headers)
    return headers, body


def mollie(url, secret):
    body = event(type="payment-link.paid")
    signature = f"sha256={Mollie.create_signature(body, secret)}"
    assert Mollie(secret).validate_payload(body, signature)
    return {"X-Mollie-Signature": signature}, body


def plivo_form(url, secret):
    fields = {"MessageUUID": str(uuid.uuid4()), "Text": "Zoë + 4 € ✓", "To": "14155550123"}
    nonce = str(uuid.uuid4().int)[:20]
    signed = plivo.construct_post_url(url, dict(fields)).decode()
    signature = plivo.get_signature_v3(secret, signed, nonce).decode()
    assert plivo.validate_v3_signature("POST", url, nonce, secret, signature, dict(fields))
    headers = {"X-Plivo-Signature-V3": signature, "X-Plivo-Signature-V3-Nonce": nonce}
    return {"Content-Type": FORM_TYPE, **headers}, urlencode(fields)


def pusher(url, secret):
    body = event(time_ms=int(time.time() * 1000), events=[{"name": "channel_occupied", "channel": "a"}])
    signature = pusher_sign(secret, body)
    assert Pusher("1", "key", secret).validate_webhook("key", signature, body)
    return {"X-Pusher-Key": "key", "X-Pusher-Signature": signature}, body


def slack(url, secret):
    body, timestamp = event(type="event_callback", event_id=str(uuid.uuid4())), str(int(time.time()))
    signature = Slack(secret).generate_signature(timestamp=timestamp, body=body)
    headers = {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": signature}
    assert Slack(secret).is_valid_request(body, headers)
    return headers, body


def standard_webhooks(url, secret):
    message, now, body = f"msg_{uuid.uuid4()}", datetime.now(timezone.utc), event(type="contact.created")
    headers = {
        "webhook-id": message,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": StandardWebhook(secret).sign(message, now, body),
    }
    StandardWebhook(secret).verify(body, headers)
    return headers, body


def stripe(url, secret):
    body = event(object="event", type="invoice.paid")
    header = Stripe.generate_signature_header(body, secret)
    assert Stripe.verify_header(body, header, secret, 300)
    return {"Stripe-Signature": header}, body


def svix(url, secret):
    message, now, body = f"msg_{uuid.uuid4()}", datetime.now(timezone.utc), event(type="user.created")
    headers = {
        "svix-id": message,
        "svix-timestamp": str(int(now.timestamp())),
        "svix-signature": SvixWebhook(secret).sign(message, now, body),
    }
    SvixWebhook(secret).verify(body, headers)
    return headers, body


def twilio(url, secret):
    message = {"MessageSid": str(uuid.uuid4()), "MessageStatus": "delivered"}
    fields = {**message, "Body": "Zoë + 4 € ✓", "Empty": ""}
    signature = Twilio(secret).compute_signature(url, fields)
    assert Twilio(secret).validate(url, fields, signature)
    return {"Content-Type": FORM_TYPE, "X-Twilio-Signature": signature}, urlencode(fields)


# The provider, the library, what follows the provider in the URL, and the delivery.
SENDERS = [
    ("adyen_platform", "Adyen", "", adyen_platform),
    ("braintree", "braintree", "", braintree_form),
    ("hubspot", "hubspot-api-client", "/events?portal=1%2F2", hubspot),
    ("hubspot_v1", "hubspot-api-client", "", hubspot_v1),
    ("hubspot_v2", "hubspot-api-client", "/events?portal=1%2F2", hubspot_v2),
    ("modern_treasury", "modern-treasury", "", modern_treasury),
    ("mollie", "mollie-api-py", "", mollie),
    ("plivo", "plivo", "/sms?team=a&x=1", plivo_form),
    ("pusher", "pusher", "", pusher),
    ("slack", "slack-sdk", "", slack),
    ("standard_webhooks", "standardwebhooks", "", standard_webhooks),
    ("stripe", "stripe", "", stripe),
    ("svix", "svix", "", svix),
    ("twilio", "twilio", "/sms?team=a&x=1", twilio),
]


def altered(body):
    """The same with one letter in the middle changed, one that is in no percent-encoding."""
    changed = bytearray(body)
    at = next(at for at in range(len(body) // 2, len(body)) if ord("g") <= body[at] < ord("z"))
    changed[at] += 1
    return bytes(changed)


def post(url, headers, body):
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=10)
    try:
        target = f"{parts.path}?{parts.query}" if parts.query else parts.path
        connection.request("POST", target, body, {"Content-Type": JSON_TYPE, **headers})
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


def check(base, provider, target, delivery):
    """Fails unless the genuine delivery is handled once, and the altered one refused."""
    url = f"{base}/hooks/{provider}{target}"
    headers, body = delivery(url, os.environ[f"COUNTERSIGN_{provider.upper()}_SECRET"])
    body = body.encode()

    def expect_handled(what, duplicate):
        status, text = post(url, headers, body)
        answer = json.loads(text) if status == 200 else {}
        expected = (provider, duplicate)
        assert (answer.get("provider"), answer.get("duplicate")) == expected, f"{what}: {status} {text}"

    expect_handled("genuine", False)
    status, text = post(url, headers, altered(body))
    assert (status, text) == (401, ""), f"altered: {status} {text}"
    expect_handled("repeated", True)


def main():
    failed = False
    for argument in sys.argv[1:]:
        framework, base = argument.split("=")
        for provider, library, target, delivery in SENDERS:
            line = f"{framework:5}  {provider:20}  PyPI {library} {version(library)}"
            try:
                check(base, provider, target, delivery)
                print(f"passed  {line}", flush=True)
            except Exception as error:
                print(f"FAILED  {line}: {error!r}", flush=True)
                failed = True
    sys.exit(failed)


main()
