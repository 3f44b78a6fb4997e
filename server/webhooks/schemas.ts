import { z } from "zod";
import { listCursor } from "@/server/shared/fields";
import { line } from "@/server/shared/text";
import { publicEvents, publicTypes } from "./events";

/** The events that a form offers, each with the key of its name in the messages `admin.eventNames`. */
export const eventChoices = publicEvents.map(({ name, type }) => ({
  type,
  nameKey: name.replace(/^.*\//, "").replace(".", "-"),
}));

const MAX_ENDPOINT_NAME = 60;
export const MAX_URL = 500;

/** Which hours an old secret signs beside the new one. */
export const ROTATION_HOURS = [0, 1, 24, 72] as const;

const endpointFields = {
  name: line(MAX_ENDPOINT_NAME),
  url: z
    .string()
    .transform((text) => text.trim())
    .pipe(z.string().min(1).max(MAX_URL, "tooBig")),
  /** Null: all, also those that are added later. */
  eventTypes: z
    .array(z.string().refine((type) => publicTypes.includes(type)))
    .min(1, "required")
    .max(publicTypes.length)
    .nullable(),
  /** The account whose events alone it gets; null: of all. */
  account: z.object({ id: z.uuid(), email: z.string() }).nullable(),
};

export const registerEndpointInput = z.object({
  /** Made by the page: the same key a second time registers nothing. */
  key: z.uuid(),
  ...endpointFields,
});
export type RegisterEndpointInput = z.input<typeof registerEndpointInput>;

const endpointId = z.uuid();
const version = z.number().int().min(1).max(1_000_000);

export const changeEndpointInput = z.object({ endpointId, version, ...endpointFields });
export type ChangeEndpointInput = z.input<typeof changeEndpointInput>;

export const switchEndpointInput = z.object({ endpointId, state: z.enum(["ACTIVE", "DISABLED"]) });
export type SwitchEndpointInput = z.input<typeof switchEndpointInput>;

export const rotateSecretInput = z.object({
  endpointId,
  /** Made by the page: the same key a second time makes no other secret. */
  key: z.uuid(),
  /** How long the secret before it signs too. */
  keepHours: z.number().refine((hours) => (ROTATION_HOURS as readonly number[]).includes(hours), "invalid"),
});
export type RotateSecretInput = z.input<typeof rotateSecretInput>;

export const deliverPingInput = z.object({ endpointId });

export const deliveryId = z.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
export const redeliverOneInput = z.object({ endpointId, deliveryId });
export type RedeliverOneInput = z.input<typeof redeliverOneInput>;

/** How far back a form offers to send again what was missed. */
export const MISSED_HOURS = [1, 24, 72, 168, 720] as const;

/** PostgreSQL and JavaScript write moments of this time alike. */
const moment = z.date().min(new Date("2000-01-01")).max(new Date("2100-01-01"));
export const redeliverGivenUpInput = z.object({ endpointId, since: moment });
export type RedeliverGivenUpInput = z.input<typeof redeliverGivenUpInput>;

export const deliverWebhooksInput = z.object({ budgetSeconds: z.number().min(1).max(50).default(25) });
export type DeliverWebhooksInput = z.input<typeof deliverWebhooksInput>;

export const deliveryStates = ["PENDING", "DELIVERED", "GIVEN_UP"] as const;

const MAX_ORDER = 36;
/** What the log of deliveries is narrowed to. Everything that is not valid narrows to nothing. */
export const listDeliveriesInput = z.object({
  endpointId,
  state: z.enum(deliveryStates).nullish().catch(null),
  type: z.string().max(100).nullish().catch(null),
  /** The locator or the id of a reservation, or the id of an event. */
  order: z.string().max(MAX_ORDER).nullish().catch(null),
  cursor: listCursor,
});
export type ListDeliveriesInput = z.input<typeof listDeliveriesInput>;

/**
 * Why a try failed. STATUS: an answer that is not 2xx. ADDRESS: the host leads to an address that is not public. SECRET: no secret of
 * the endpoint can be opened, so that nothing could be signed.
 */
export const failureKinds = [
  ...(["DNS", "ADDRESS", "CONNECT", "TLS", "TIMEOUT", "STATUS", "REDIRECT", "BROKEN", "SECRET"] as const),
] as const;

const account = z.strictObject({ id: z.uuid(), email: z.string() }).nullable();

/** An endpoint in the list. The counts are those of the last 24 hours. */
export const endpointView = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  url: z.string(),
  eventTypes: z.array(z.string()).nullable(),
  account,
  state: z.enum(["ACTIVE", "DISABLED"]),
  disabledCause: z.enum(["STAFF", "FAILURES", "GONE"]).nullable(),
  disabledAt: z.date().nullable(),
  failingSince: z.date().nullable(),
  createdAt: z.date(),
  version: z.number().int(),
  tries: z.number().int(),
  successes: z.number().int(),
  waiting: z.number().int(),
});
export type Endpoint = z.output<typeof endpointView>;

/** A secret of an endpoint, without its text. */
export const secretView = z.strictObject({
  id: z.uuid(),
  createdAt: z.date(),
  endsAt: z.date().nullable(),
});
export type Secret = z.output<typeof secretView>;

export const attemptView = z.strictObject({
  id: z.number().int(),
  triedAt: z.date(),
  durationMs: z.number().int(),
  status: z.number().int().nullable(),
  failure: z.string().nullable(),
  excerpt: z.string().nullable(),
});
export type Attempt = z.output<typeof attemptView>;

export const deliveryView = z.strictObject({
  id: z.number().int(),
  endpointId: z.uuid(),
  eventId: z.uuid(),
  eventType: z.string(),
  orderKey: z.uuid(),
  locator: z.string().nullable(),
  occurredAt: z.date(),
  state: z.enum(deliveryStates),
  givenUpCause: z.enum(["EXHAUSTED", "DISABLED", "UNREADABLE", "PING"]).nullable(),
  tries: z.number().int(),
  nextTryAt: z.date(),
  deliveredAt: z.date().nullable(),
});
export type Delivery = z.output<typeof deliveryView>;

/** One delivery with what is sent and all tries. */
export const deliveryDetail = deliveryView.extend({
  endpointName: z.string(),
  /** The JSON that is sent; null when its event is no longer kept. */
  body: z.string().nullable(),
  attempts: z.array(attemptView),
});
export type DeliveryDetail = z.output<typeof deliveryDetail>;

/** What came of a test. */
export const pingResult = z.strictObject({
  deliveryId: z.number().int(),
  status: z.number().int().nullable(),
  /** Null when it was delivered. */
  failure: z.string().nullable(),
  excerpt: z.string().nullable(),
  durationMs: z.number().int(),
});
export type PingResult = z.output<typeof pingResult>;
