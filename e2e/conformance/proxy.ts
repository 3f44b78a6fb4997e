import http from "node:http";
import type { AddressInfo } from "node:net";

/** Stands between the site and the engine. */
export type EngineProxy = {
  url: string;
  /** A deaf engine answers 200 to every event and does nothing about it. */
  deaf: boolean;
  /** Events that were answered and dropped. */
  dropped: number;
  /** The ids of all events that the site sent, once for each time. */
  sent: string[];
  stop(): Promise<void>;
};

/** Passes requests on to the engine; when `deaf` it answers in the engine's place and drops them. */
export async function startProxy(engineUrl: string, port: number): Promise<EngineProxy> {
  const target = new URL(engineUrl);
  const server = http.createServer((request, response) => {
    if (proxy.deaf && request.url?.startsWith("/e/")) return drop(request, response);
    const { method, url: path, headers } = request;
    const options = { host: target.hostname, port: target.port, method, path, headers };
    const onward = http.request(options, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    // To the site this looks as a dead engine: the connection ends without an answer.
    onward.on("error", () => response.destroy());
    request.pipe(onward);
    if (path?.startsWith("/e/"))
      void bodyOf(request).then((body) => proxy.sent.push(...eventsIn(body).map(({ id }) => id)));
  });
  const proxy: EngineProxy = {
    url: "",
    deaf: false,
    dropped: 0,
    sent: [],
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  async function drop(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const ids = eventsIn(await bodyOf(request)).map(() => "dropped");
    proxy.dropped += ids.length;
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ ids, status: 200 }));
  }
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, "127.0.0.1", resolve);
  });
  proxy.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return proxy;
}

async function bodyOf(request: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function eventsIn(body: string): { id: string }[] {
  const events = JSON.parse(body) as { id: string } | { id: string }[];
  return Array.isArray(events) ? events : [events];
}
