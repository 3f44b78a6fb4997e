import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { errorFacts } from "../../server/shared/error-facts";
import { sendTypeface } from "@/local/shared/typeface";
import { handleApi } from "./api";
import { handleControl } from "./control";
import type { Gateway } from "./gateway";
import { sendJson } from "./http";
import { handlePage } from "./page/handler";

/** Starts answering on 127.0.0.1 and resolves with the port. */
export async function listen(gateway: Gateway, server: Server): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(gateway.config.port, "127.0.0.1", resolve);
  });
  return (server.address() as AddressInfo).port;
}

export function createGatewayServer(gateway: Gateway): Server {
  const server = createServer((request, response) => {
    route(gateway, request, response).catch((error) => {
      console.error(errorFacts(error));
      if (!response.headersSent)
        sendJson(response, 500, { error: { type: "api_error", message: "internal" } });
      else response.destroy();
    });
  });
  // Longer than the clients keep an idle connection, so that none is closed under a new request.
  server.keepAliveTimeout = 75_000;
  return server;
}

async function route(gateway: Gateway, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (request.url ?? "/").split("?")[0] ?? "/";
  if (path === "/health") return sendJson(response, 200, { status: "ok" });
  if (path.startsWith("/_control")) return handleControl(gateway, request, response);
  if (path === "/" || path.startsWith("/c/")) return handlePage(gateway, request, response);
  if (request.method === "GET" && (await sendTypeface(path, response))) return;
  return handleApi(gateway, request, response);
}
