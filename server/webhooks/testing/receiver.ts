import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";
import type { WebhookBody } from "@/server/webhooks/events";

export type Received = { headers: Record<string, string>; text: string; body: WebhookBody };

/** What a receiver answers: a status, with headers, or nothing at all ("silence"). */
export type Reply = number | { status: number; headers?: Record<string, string>; body?: string } | "silence";

/** A partner's server on this machine. `reply` decides about each webhook. */
export async function startReceiver(reply: (received: Received) => Reply | Promise<Reply> = () => 204) {
  const received: Received[] = [];
  const behaviour = { reply };
  const server = http.createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    const text = Buffer.concat(parts).toString();
    const one = {
      headers: request.headers as Record<string, string>,
      text,
      body: JSON.parse(text) as WebhookBody,
    };
    received.push(one);
    const answer = await behaviour.reply(one);
    if (answer === "silence") return;
    const { status, headers = {}, body = "" } = typeof answer === "number" ? { status: answer } : answer;
    response.writeHead(status, headers).end(body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hooks`,
    port,
    received,
    /** The ids of the events that came, in order. */
    ids: () => received.map(({ headers }) => headers["webhook-id"] as string),
    answers: (next: typeof reply) => {
      behaviour.reply = next;
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
