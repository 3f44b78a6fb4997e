import { randomBytes } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { SECRET_BYTES, secretText, signatureHeaders } from "./signature-rules";

const signed = { id: "0192f3a4-0000-7000-8000-000000000001", at: new Date(), body: '{"name":"김민지"}' };
const secret = () => secretText(randomBytes(SECRET_BYTES));

test("the library of Standard Webhooks signs the same and accepts it", () => {
  const own = secret();
  const headers = signatureHeaders([own], signed);
  const webhook = new Webhook(own);
  expect(headers["webhook-signature"]).toBe(webhook.sign(signed.id, signed.at, signed.body));
  expect(webhook.verify(signed.body, headers)).toEqual({ name: "김민지" });
});

test("each of two secrets accepts it, another one and another body do not", () => {
  const [before, after] = [secret(), secret()];
  const headers = signatureHeaders([after, before], signed);
  for (const each of [before, after])
    expect(() => new Webhook(each).verify(signed.body, headers)).not.toThrow();
  expect(() => new Webhook(secret()).verify(signed.body, headers)).toThrow();
  expect(() => new Webhook(before).verify(`${signed.body} `, headers)).toThrow();
  expect(() => new Webhook(before).verify(signed.body, { ...headers, "webhook-id": "other" })).toThrow();
});
