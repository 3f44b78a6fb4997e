import http from "node:http";
import net from "node:net";
import { type WebSocket, WebSocketServer } from "ws";

export interface NeonProxy {
  /** host:port, for NEON_WS_PROXY. */
  address: string;
  stop(): Promise<void>;
}

/**
 * What Neon puts in front of its PostgreSQL, for tests of `@neondatabase/serverless` on this machine:
 * WebSockets at `/v2?address=host:port` carry the PostgreSQL protocol as it is. Connects to the host and
 * port of `databaseUrl` only, and refuses every other address (close code 1008).
 */
export async function startNeonProxy(databaseUrl: string, port = 0): Promise<NeonProxy> {
  const target = new URL(databaseUrl);
  const allowed = `${target.hostname}:${target.port || 5432}`;
  const server = http.createServer((request, response) => {
    response.writeHead(request.url === "/health" ? 200 : 404).end();
  });
  const sockets = new WebSocketServer({ server, path: "/v2" });
  sockets.on("connection", (socket, request) => {
    const asked = new URL(request.url ?? "/", "http://proxy").searchParams.get("address");
    if (asked === allowed) pipe(socket, net.connect(Number(target.port || 5432), target.hostname));
    else socket.close(1008, "address not allowed");
  });
  await new Promise<void>((resolve, reject) =>
    server.once("error", reject).listen(port, "127.0.0.1", resolve),
  );
  return {
    address: `127.0.0.1:${(server.address() as net.AddressInfo).port}`,
    stop: () => {
      for (const socket of sockets.clients) socket.terminate();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Bytes both ways; when one side ends, so does the other. */
function pipe(socket: WebSocket, database: net.Socket): void {
  database.setNoDelay(true);
  socket.on("message", (data: Buffer) => database.write(data));
  database.on("data", (data) => socket.send(data));
  socket.on("close", () => database.destroy());
  socket.on("error", () => database.destroy());
  database.on("close", () => socket.close());
  database.on("error", () => socket.close());
}
