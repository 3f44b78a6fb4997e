import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";

/** What a stand-in answers. */
export type Answer = { status: number; body?: unknown; headers?: Record<string, string> };
export type Call = { method: string; path: string; query: URLSearchParams; body: unknown };
type Route = {
  method: string;
  path: RegExp;
  answer: (call: Call, ...parts: string[]) => Answer | Promise<Answer>;
};

/** How a call goes wrong: refused with a status and nothing done, or done with the answer lost. */
export type Trouble = { call: RegExp; how: number | "lost"; times: number };

export type StandIn = {
  url: string;
  /** `METHOD /path` of each call, in order. */
  calls: string[];
  trouble: (trouble: Trouble) => void;
  close: () => Promise<void>;
};

/** A small HTTP server on loopback that answers as one of the services does, and goes wrong when it is told to. */
export async function startStandIn(routes: Route[], token: string | null): Promise<StandIn> {
  const calls: string[] = [];
  const troubles: Trouble[] = [];
  const server = http.createServer(async (request, response) => {
    const { method = "", url = "" } = request;
    const { pathname, searchParams: query } = new URL(url, "http://stand-in");
    const path = decodeURIComponent(pathname);
    const name = `${method} ${path}`;
    calls.push(name);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const send = ({ status, body, headers }: Answer) => {
      response.writeHead(status, { "Content-Type": "application/json", ...headers });
      response.end(body === undefined ? "" : JSON.stringify(body));
    };
    if (token && request.headers.authorization !== `Bearer ${token}`)
      return send({ status: 401, body: { message: "authentication failed" } });
    const trouble = troubles.find((one) => one.times > 0 && one.call.test(name));
    if (trouble) trouble.times--;
    if (typeof trouble?.how === "number") return send(refusal(trouble.how));
    const text = Buffer.concat(chunks).toString();
    const call = { method, path, query, body: text ? JSON.parse(text) : undefined };
    const answer = await answerOf(routes, call);
    if (trouble) return request.socket.destroy();
    send(answer);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, calls, trouble: (one) => void troubles.push(one), close };
}

const refusal = (status: number): Answer => ({
  status,
  headers: status === 429 ? { "Retry-After": "0.01" } : {},
  body: { message: `the stand-in refuses with ${status}`, error: { message: "the same" } },
});

async function answerOf(routes: Route[], call: Call): Promise<Answer> {
  for (const { method, path, answer } of routes) {
    const parts = method === call.method ? path.exec(call.path) : null;
    if (parts) return answer(call, ...parts.slice(1));
  }
  return { status: 404, body: { message: `no route ${call.method} ${call.path}` } };
}
