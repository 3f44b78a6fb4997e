import http from "node:http";
import { CLIENTS } from "./options";

/** Who asks: a session, and the address that a proxy in front of the site would report. */
export type Visitor = { cookie: string; address: string };

/** Somebody without an account, in a browser: what such a person opens may be shared. */
export const BROWSER = "a browser";

type Answer = { status: number; body: string };

/** Sends requests to the running site over kept-alive connections, with little work of its own. */
export class Site {
  private readonly agent = new http.Agent({ keepAlive: true, maxSockets: CLIENTS });
  private readonly port: number;

  constructor(readonly url: string) {
    this.port = Number(new URL(url).port);
  }

  get(path: string, visitor?: Visitor | typeof BROWSER): Promise<Answer> {
    return this.send("GET", path, headersOf(visitor), null);
  }

  /** @throws Error unless the answer has the status wanted. */
  async ask(path: string, visitor?: Visitor | typeof BROWSER, status = 200): Promise<string> {
    const answer = await this.get(path, visitor);
    if (answer.status !== status) throw unexpected("GET", path, answer);
    return answer.body;
  }

  /** @throws Error unless the answer has the status wanted. */
  async post<T>(path: string, body: unknown, visitor: Visitor, status: number): Promise<T> {
    return JSON.parse(await this.postText(path, JSON.stringify(body), headersOf(visitor), status)) as T;
  }

  async postText(
    path: string,
    body: string,
    headers: http.OutgoingHttpHeaders,
    status: number,
  ): Promise<string> {
    const answer = await this.send(
      "POST",
      path,
      { ...headers, "content-type": "application/json", "content-length": Buffer.byteLength(body) },
      body,
    );
    if (answer.status !== status) throw unexpected("POST", path, answer);
    return answer.body;
  }

  close(): void {
    this.agent.destroy();
  }

  private send(
    method: string,
    path: string,
    headers: http.OutgoingHttpHeaders,
    body: string | null,
  ): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const { agent, port } = this;
      const sent = { ...headers, host: `localhost:${port}` };
      const request = http.request({ host: "127.0.0.1", port, method, path, agent, headers: sent });
      request.setTimeout(30_000, () => request.destroy(new Error(`${method} ${path}: no answer in 30 s`)));
      request.on("error", reject);
      request.on("response", (response) => {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part));
        response.on("error", reject);
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts).toString() }),
        );
      });
      request.end(body);
    });
  }
}

const headersOf = (visitor: Visitor | typeof BROWSER | undefined): http.OutgoingHttpHeaders =>
  visitor === BROWSER
    ? { accept: "text/html" }
    : visitor
      ? { cookie: `next-auth.session-token=${visitor.cookie}`, "x-forwarded-for": visitor.address }
      : {};

const unexpected = (method: string, path: string, { status, body }: Answer) =>
  new Error(`${method} ${path}: ${status} ${body.slice(0, 300)}`);
