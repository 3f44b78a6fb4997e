import { EventEmitter } from "node:events";
import http from "node:http";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { log } from "@/server/shared/log";
import { TEST_ENVIRONMENT } from "@/tools/test/environment";

beforeEach(() => {
  vi.resetModules();
  vi.spyOn(log, "warn").mockImplementation(() => {});
  for (const [name, value] of Object.entries(TEST_ENVIRONMENT)) vi.stubEnv(name, value);
  vi.stubEnv("DATABASE_URL", "postgres://localhost/unused");
  vi.stubEnv("ENTRY_CONNECTIONS_PER_ADDRESS", "2");
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

/** A server to which connections come from the addresses that are said. */
async function served(hops: string) {
  vi.stubEnv("TRUSTED_PROXY_HOPS", hops);
  const { limitConnections } = await import("./limit-entry");
  const server = http.createServer();
  server.removeAllListeners("connection");
  limitConnections(server);
  return (remoteAddress: string) => {
    const socket = Object.assign(new EventEmitter(), { remoteAddress, destroy: vi.fn() });
    server.emit("connection", socket);
    return socket;
  };
}

test("an address with too many connections gets no more until one of them ends; others do", async () => {
  const connect = await served("0");
  const [first] = [connect("203.0.113.1"), connect("203.0.113.1")];
  expect(connect("203.0.113.1").destroy).toHaveBeenCalledOnce();
  expect(connect("203.0.113.2").destroy).not.toHaveBeenCalled();
  for (let n = 0; n < 3; n++) expect(connect("127.0.0.1").destroy).not.toHaveBeenCalled();
  first?.emit("close");
  expect(connect("203.0.113.1").destroy).not.toHaveBeenCalled();
  expect(connect("203.0.113.1").destroy).toHaveBeenCalledOnce();
});

test("behind a proxy all connections come from it, so none is counted", async () => {
  const connect = await served("1");
  for (let n = 0; n < 5; n++) expect(connect("10.0.0.1").destroy).not.toHaveBeenCalled();
});
