import { z } from "zod";
import { type PublicEvent, publicEvents, webhookBody } from "@/server/webhooks/events";
import { type Json, schemaOf } from "./json-schemas";

const header = (name: string, description: string, schema: Json = {}): Json => ({
  ...{ name, in: "header", required: true, description },
  schema: { type: "string", ...schema },
});

/** The headers of Standard Webhooks (https://www.standardwebhooks.com). */
const headers = [
  header(
    "webhook-id",
    "The same each time that an event is sent to an endpoint: whoever has it takes no second one.",
    {
      format: "uuid",
    },
  ),
  header("webhook-timestamp", "When this try began, in seconds since 1970.", { pattern: "^[0-9]+$" }),
  header(
    "webhook-signature",
    "`v1,` and the HMAC-SHA256 of `<webhook-id>.<webhook-timestamp>.<body>` in Base64, for each secret that is valid, with blanks between them.",
    { pattern: "^v1,[A-Za-z0-9+/]+={0,2}( v1,[A-Za-z0-9+/]+={0,2})*$" },
  ),
];

/** What endpoints of partners receive, by the type of the event. */
export const documentedWebhooks = (): Json =>
  Object.fromEntries(publicEvents.map((event) => [event.type, { post: deliveryOf(event) }]));

function deliveryOf({ type, version, data }: PublicEvent): Json {
  const body = webhookBody.extend({ type: z.literal(type), version: z.literal(version), data });
  return {
    operationId: `on${type.replaceAll(/(?:^|[._])([a-z])/g, (_, letter: string) => letter.toUpperCase())}`,
    summary: `${type}, version ${version}`,
    parameters: headers,
    requestBody: { required: true, content: { "application/json": { schema: schemaOf(body, "output") } } },
    responses: {
      "2XX": { description: "The endpoint has it." },
      "410": { description: "The endpoint is gone: it is disabled, and gets nothing more." },
      "4XX": { description: "Tried again for 72 hours." },
      "5XX": { description: "Tried again for 72 hours." },
    },
    security: [],
  };
}
