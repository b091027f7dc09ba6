// Deliveries that the senders' own Node libraries sign, posted to the gateways.
//
// Arguments: `axum=http://127.0.0.1:PORT actix=http://127.0.0.1:PORT`. One line for each delivery
// and gateway.

import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { parse as parseQuery } from "node:querystring";

import adyen from "@adyen/api-library";
import * as contentful from "@contentful/node-apps-toolkit";
import { Signature as HubSpot } from "@hubspot/api-client";
import Mux from "@mux/mux-node";
import * as octokit from "@octokit/webhooks-methods";
import * as sanity from "@sanity/webhook";
import { createSHA256HMAC } from "@shopify/shopify-api/runtime";
import { WorkOS } from "@workos-inc/node";
import coinbase from "coinbase-commerce-node";
import ModernTreasury from "modern-treasury";
import Pusher from "pusher";
import { Webhook as StandardWebhook } from "standardwebhooks";
import Stripe from "stripe";
import { Webhook as SvixWebhook } from "svix";
import twilio from "twilio";

const require = createRequire(import.meta.url);
const messageBird = require("messagebird/lib/signature.js");
const { getExpectedBodyHash } = require("twilio/lib/webhooks/webhooks.js");
const ViberValidator = require("viber-bot/lib/message/message-validator.js");

const mux = new Mux({ tokenId: "unused", tokenSecret: "unused" });
const modernTreasury = new ModernTreasury({ apiKey: "unused", organizationID: "unused" });
const stripe = new Stripe("sk_test_unused");
const workos = new WorkOS("sk_test_unused");

const JSON_TYPE = { "content-type": "application/json" };
const FORM_TYPE = { "content-type": "application/x-www-form-urlencoded" };

/** Seconds since 1970. */
const seconds = () => Math.floor(Date.now() / 1000);

/** A body that no other delivery has, with text that is not ASCII. */
const event = (fields) => JSON.stringify({ id: randomUUID(), name: "Zoë, 4 € ✓", ...fields });

// `delivery` has a URL and a secret, and returns the headers and the body. Where a library has a check of its
// own, `accepts` says whether that accepts them too.
const senders = [
    {
        provider: "adyen_platform",
        library: "@adyen/api-library",
        delivery: (url, secret) => {
            const body = event({ type: "balancePlatform.transfer.created" });
            const signature = new adyen.hmacValidator().calculateHmac(body, secret);
            return { headers: { hmacsignature: signature }, body };
        },
        accepts: ({ headers, body }, url, secret) =>
            new adyen.hmacValidator().validateHMACSignature(secret, headers.hmacsignature, body),
    },
    {
        provider: "coinbase_commerce",
        library: "coinbase-commerce-node",
        delivery: (url, secret) => {
            const body = event({ attempt_number: 1, event: { id: randomUUID(), type: "charge:created" } });
            const signature = coinbase.Webhook.computeSignature(body, secret);
            return { headers: { "x-cc-webhook-signature": signature }, body };
        },
        accepts: ({ headers, body }, url, secret) =>
            coinbase.Webhook.verifySigHeader(body, headers["x-cc-webhook-signature"], secret),
    },
    {
        provider: "contentful",
        library: "@contentful/node-apps-toolkit",
        target: "/entries?order=sys.id&name=a%20b",
        delivery: (url, secret) => {
            const { pathname, search } = new URL(url);
            const body = event({});
            const signed = { ...JSON_TYPE, "x-contentful-topic": "ContentManagement.Entry.publish" };
            const request = { method: "POST", path: pathname + search, headers: { ...signed }, body };
            return { headers: { ...signed, ...contentful.signRequest(secret, request) }, body };
        },
        accepts: ({ headers, body }, url, secret) => {
            const { pathname, search } = new URL(url);
            const request = { method: "POST", path: pathname + search, headers, body };
            return contentful.verifyRequest(secret, request);
        },
    },
    {
        provider: "github",
        library: "@octokit/webhooks-methods",
        delivery: async (url, secret) => {
            const body = event({ action: "opened" });
            const signature = await octokit.sign(secret, body);
            return { headers: { "x-hub-signature-256": signature, "x-github-event": "issues" }, body };
        },
        accepts: ({ headers, body }, url, secret) =>
            octokit.verify(secret, body, headers["x-hub-signature-256"]),
    },
    {
        provider: "hubspot",
        library: "@hubspot/api-client",
        target: "/events?portal=1%2F2",
        delivery: (url, clientSecret) => {
            const [timestamp, requestBody] = [Date.now(), event({})];
            const options = { clientSecret, requestBody, timestamp, url };
            const signature = HubSpot.getSignature("POST", "v3", options);
            const time = { "x-hubspot-request-timestamp": `${timestamp}` };
            return { headers: { "x-hubspot-signature-v3": signature, ...time }, body: requestBody };
        },
    },
    {
        provider: "hubspot_v1",
        library: "@hubspot/api-client",
        delivery: (url, clientSecret) => {
            const requestBody = event({});
            const signature = HubSpot.getSignature("POST", "v1", { clientSecret, requestBody });
            return { headers: { "x-hubspot-signature": signature }, body: requestBody };
        },
    },
    {
        provider: "hubspot_v2",
        library: "@hubspot/api-client",
        target: "/events?portal=1%2F2",
        delivery: (url, clientSecret) => {
            const requestBody = event({});
            const signature = HubSpot.getSignature("POST", "v2", { clientSecret, requestBody, url });
            return { headers: { "x-hubspot-signature": signature }, body: requestBody };
        },
    },
    {
        provider: "messagebird_legacy",
        library: "messagebird",
        target: "?status=delivered&recipient=31612345678&reference=a%20b",
        delivery: (url, secret) => {
            const body = event({});
            const headers = { "messagebird-request-timestamp": `${seconds()}` };
            const query = { ...parseQuery(new URL(url).search.slice(1)) };
            const signature = messageBird.generate({ headers, query, body }, secret).toString("base64");
            return { headers: { ...headers, "messagebird-signature": signature }, body };
        },
    },
    {
        provider: "modern_treasury",
        library: "modern-treasury",
        delivery: (url, key) => {
            const body = event({ event: "created" });
            return { headers: { "x-signature": modernTreasury.webhooks.getSignature(body, { key }) }, body };
        },
        accepts: ({ headers, body }, url, key) =>
            modernTreasury.webhooks.validateSignature(body, headers["x-signature"], { key }),
    },
    {
        provider: "mux",
        library: "@mux/mux-node",
        delivery: async (url, secret) => {
            const [time, body] = [seconds(), event({ type: "video.asset.ready" })];
            const signature = await mux.webhooks.computeSignature(`${time}.${body}`, secret);
            return { headers: { "mux-signature": `t=${time},v1=${signature}` }, body };
        },
        accepts: async ({ headers, body }, url, secret) => {
            await mux.webhooks.verifySignature(body, headers, secret);
            return true;
        },
    },
    {
        provider: "pusher",
        library: "pusher",
        delivery: (url, secret) => {
            const body = event({ time_ms: Date.now(), events: [{ name: "channel_occupied", channel: "a" }] });
            const signature = new Pusher.Token("key", secret).sign(body);
            return { headers: { "x-pusher-key": "key", "x-pusher-signature": signature }, body };
        },
        accepts: ({ headers, body }, url, secret) => {
            const request = { headers: { ...JSON_TYPE, ...headers }, rawBody: body };
            return new Pusher({ appId: "1", key: "key", secret }).webhook(request).isValid();
        },
    },
    {
        provider: "sanity",
        library: "@sanity/webhook",
        delivery: async (url, secret) => {
            const body = event({ _type: "post" });
            const header = await sanity.encodeSignatureHeader(body, Date.now(), secret);
            return { headers: { "sanity-webhook-signature": header }, body };
        },
        accepts: ({ headers, body }, url, secret) =>
            sanity.isValidSignature(body, headers["sanity-webhook-signature"], secret),
    },
    {
        provider: "shopify",
        library: "@shopify/shopify-api",
        delivery: async (url, secret) => {
            const body = event({});
            const signature = await createSHA256HMAC(secret, body);
            const headers = { "x-shopify-hmac-sha256": signature, "x-shopify-topic": "orders/paid" };
            return { headers, body };
        },
    },
    {
        provider: "standard_webhooks",
        library: "standardwebhooks",
        delivery: (url, secret) => {
            const [id, now, body] = [`msg_${randomUUID()}`, new Date(), event({ type: "contact.created" })];
            const signature = new StandardWebhook(secret).sign(id, now, body);
            const timestamp = `${Math.floor(now / 1000)}`;
            const time = { "webhook-timestamp": timestamp };
            return { headers: { "webhook-id": id, ...time, "webhook-signature": signature }, body };
        },
        accepts: ({ headers, body }, url, secret) =>
            Boolean(new StandardWebhook(secret).verify(body, headers)),
    },
    {
        provider: "stripe",
        library: "stripe",
        delivery: (url, secret) => {
            const body = event({ object: "event", type: "invoice.paid" });
            const header = stripe.webhooks.generateTestHeaderString({ payload: body, secret });
            return { headers: { "stripe-signature": header }, body };
        },
        accepts: ({ headers, body }, url, secret) =>
            Boolean(stripe.webhooks.constructEvent(body, headers["stripe-signature"], secret)),
    },
    {
        provider: "svix",
        library: "svix",
        delivery: (url, secret) => {
            const [id, now, body] = [`msg_${randomUUID()}`, new Date(), event({ type: "user.created" })];
            const signature = new SvixWebhook(secret).sign(id, now, body);
            const timestamp = `${Math.floor(now / 1000)}`;
            const headers = { "svix-id": id, "svix-timestamp": timestamp, "svix-signature": signature };
            return { headers, body };
        },
        accepts: ({ headers, body }, url, secret) => {
            new SvixWebhook(secret).verify(body, headers);
            return true;
        },
    },
    {
        provider: "twilio",
        library: "twilio",
        note: "form",
        target: "/sms?team=a%20b&x=1",
        delivery: (url, token) => {
            const message = { MessageSid: randomUUID(), MessageStatus: "delivered" };
            const fields = { ...message, Body: "Zoë + 4 € ✓", Empty: "" };
            const signature = twilio.getExpectedTwilioSignature(token, url, fields);
            const body = new URLSearchParams(fields).toString();
            return { headers: { ...FORM_TYPE, "x-twilio-signature": signature }, body };
        },
    },
    {
        provider: "twilio",
        library: "twilio",
        note: "JSON",
        body: () => event({}),
        target: (body) => `/sms?bodySHA256=${getExpectedBodyHash(body)}`,
        delivery: (url, token, body) => {
            const signature = twilio.getExpectedTwilioSignature(token, url, {});
            return { headers: { "x-twilio-signature": signature }, body };
        },
        accepts: ({ headers, body }, url, token) =>
            twilio.validateRequestWithBody(token, headers["x-twilio-signature"], url, body),
    },
    {
        provider: "viber",
        library: "viber-bot",
        delivery: (url, secret) => {
            const body = event({ event: "message", timestamp: Date.now() });
            const signature = new ViberValidator(null, secret)._calculateHmacFromMessage(body);
            return { headers: { "x-viber-content-signature": signature }, body };
        },
    },
    {
        provider: "workos",
        library: "@workos-inc/node",
        delivery: async (url, secret) => {
            const [time, body] = [Date.now(), event({ event: "dsync.activated" })];
            const signature = await workos.webhooks.computeSignature(time, JSON.parse(body), secret);
            // The space is WorkOS's.
            return { headers: { "workos-signature": `t=${time}, v1=${signature}` }, body };
        },
        accepts: ({ headers, body }, url, secret) => {
            const sigHeader = headers["workos-signature"];
            return workos.webhooks.verifyHeader({ payload: JSON.parse(body), sigHeader, secret });
        },
    },
];

/** The version that is installed. */
function version(library) {
    const file = new URL(`node_modules/${library}/package.json`, import.meta.url);
    return JSON.parse(readFileSync(file, "utf8")).version;
}

/** The same with one letter in the middle changed. */
function altered(body) {
    const bytes = Buffer.from(body);
    // A letter that is in no percent-encoding.
    const isLetter = (byte) => byte >= 0x67 && byte < 0x7a;
    const at = bytes.findIndex((byte, index) => index >= bytes.length / 2 && isLetter(byte));
    if (at < 0) throw new Error("the body has no letter to change");
    bytes[at] += 1;
    return bytes;
}

async function post(url, { headers }, body) {
    const response = await fetch(url, { method: "POST", headers: { ...JSON_TYPE, ...headers }, body });
    return { status: response.status, text: await response.text() };
}

/** Fails unless the genuine delivery is handled once, and the altered one refused. */
async function check(sender, base) {
    const secret = process.env[`COUNTERSIGN_${sender.provider.toUpperCase()}_SECRET`];
    const given = sender.body?.();
    const target = typeof sender.target === "function" ? sender.target(given) : (sender.target ?? "");
    const url = `${base}/hooks/${sender.provider}${target}`;
    const delivery = await sender.delivery(url, secret, given);
    if (sender.accepts && !(await sender.accepts(delivery, url, secret))) {
        throw new Error("refused by the library itself");
    }

    const expectHandled = async (what, duplicate) => {
        const { status, text } = await post(url, delivery, delivery.body);
        const answer = status === 200 ? JSON.parse(text) : {};
        if (answer.provider !== sender.provider || answer.duplicate !== duplicate) {
            throw new Error(`${what}: ${status} ${text}`);
        }
    };
    await expectHandled("genuine", false);
    const { status, text } = await post(url, delivery, altered(delivery.body));
    if (status !== 401 || text !== "") throw new Error(`altered: ${status} ${text}`);
    await expectHandled("repeated", true);
}

for (const argument of process.argv.slice(2)) {
    const [framework, base] = argument.split("=");
    for (const sender of senders) {
        const name = [sender.provider, sender.note].filter(Boolean).join(", ");
        const library = `npm ${sender.library} ${version(sender.library)}`;
        const line = `${framework.padEnd(5)}  ${name.padEnd(20)}  ${library}`;
        try {
            await check(sender, base);
            console.log(`passed  ${line}`);
        } catch (error) {
            console.log(`FAILED  ${line}: ${error.message}`);
            process.exitCode = 1;
        }
    }
}
