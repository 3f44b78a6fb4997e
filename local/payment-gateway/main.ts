import { mkdirSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { answerWith, closeGently, listen, runStandIn, sendJson } from "@/local/shared/http";
import { sendTypeface } from "@/local/shared/typeface";
import { errorText } from "@/server/shared/error-facts";
import { withLock } from "@/tools/start/lock-file";
import { handleApi } from "./api";
import { handleControl } from "./control";
import { readConfig } from "./env";
import { Gateway } from "./gateway";
import { handlePage } from "./page/handler";

const STOP_WITHIN_MS = 5_000;
/** A gateway that is being stopped, or whose parent has just died, is gone within this time. */
const LOCK_PATIENCE_MS = 3_000;
/** Longer than clients keep an idle connection, so that none is closed under a new request. */
const KEEP_ALIVE_MS = 75_000;

/** What is in memory is now ahead of the disk: only a restart, which reads the journal, makes them agree. */
function stopAtOnce(error: unknown): void {
  console.error("The payment gateway cannot write its journal and stops.", errorText(error));
  process.exit(1);
}

runStandIn(STOP_WITHIN_MS, async (stopped) => {
  const config = readConfig(process.env);
  mkdirSync(config.folder, { recursive: true, mode: 0o700 });
  // Two processes on one journal would interleave and charge twice.
  await withLock(
    path.join(config.folder, "lock"),
    () => serve(new Gateway(config), stopped),
    LOCK_PATIENCE_MS,
  );
});

async function serve(gateway: Gateway, stopped: Promise<void>): Promise<void> {
  await gateway.open(stopAtOnce);
  const server = createServer(
    answerWith(async (request, response) => {
      const pathname = (request.url ?? "/").split("?")[0] ?? "/";
      if (pathname === "/health") return sendJson(response, 200, { status: "ok" });
      if (pathname.startsWith("/_control")) return handleControl(gateway, request, response);
      if (pathname === "/" || pathname.startsWith("/c/")) return handlePage(gateway, request, response);
      if (request.method === "GET" && (await sendTypeface(pathname, response))) return;
      return handleApi(gateway, request, response);
    }),
  );
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  const port = await listen(server, gateway.config.port, gateway.config.host);
  gateway.publicUrl = gateway.config.publicUrl ?? `http://localhost:${port}`;
  gateway.resume();
  process.stdout.write(`ready http://127.0.0.1:${port}\n`);
  await stopped;
  await closeGently(server);
  await gateway.close();
}
