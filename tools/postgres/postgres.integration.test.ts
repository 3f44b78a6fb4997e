import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { connect } from "@/tools/test/test-server";
import { type PostgresServer, startPostgres } from "./postgres";

let dataDir: string;
let servers: PostgresServer[] = [];

beforeEach(() => {
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), "msa-postgres-"));
});
afterEach(async () => {
  await Promise.all(servers.map((server) => server.kill()));
  servers = [];
  fs.rmSync(dataDir, { recursive: true, force: true });
});

async function start(options: { port?: number } = {}): Promise<PostgresServer> {
  const server = await startPostgres({
    dataDir,
    database: "air",
    flags: ["-c", "shared_buffers=16MB"],
    ...options,
  });
  servers.push(server);
  return server;
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = await connect(url);
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

test("what was acknowledged survives kill -9, on the same port", async () => {
  const first = await start();
  await query(first.url, "create table kept (n int); insert into kept values (42)");
  await first.kill();
  await first.exited;
  const second = await start({ port: first.port });
  expect(second.reused).toBe(false);
  expect(second.port).toBe(first.port);
  expect(await query(second.url, "select n from kept")).toEqual([{ n: 42 }]);
});

test("a postmaster that a killed parent left behind is taken over and can be stopped", async () => {
  const first = await start();
  const second = await start();
  expect(second).toMatchObject({ reused: true, pid: first.pid, port: first.port });
  await second.stop();
  await first.exited;
  expect((await start()).reused).toBe(false);
});

test("a pid file that names a living stranger does not block the start", async () => {
  const first = await start();
  const pidFile = path.join(dataDir, "cluster18", "postmaster.pid");
  const lines = fs.readFileSync(pidFile, "utf8").split("\n");
  await first.kill();
  let stranger: ChildProcess | null = null;
  try {
    stranger = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
    fs.writeFileSync(pidFile, [stranger.pid, ...lines.slice(1)].join("\n"));
    expect((await start()).reused).toBe(false);
    expect(stranger.exitCode).toBeNull();
  } finally {
    stranger?.kill("SIGKILL");
  }
});

test("a half-made cluster is made anew", async () => {
  fs.mkdirSync(path.join(dataDir, "cluster18.init"), { recursive: true });
  fs.writeFileSync(path.join(dataDir, "cluster18.init", "rubbish"), "");
  fs.mkdirSync(path.join(dataDir, "cluster18"));
  expect(await query((await start()).url, "select 1 as one")).toEqual([{ one: 1 }]);
});

test("a port in use is passed over", async () => {
  const squatter = net.createServer();
  await new Promise<void>((resolve) => squatter.listen(0, "127.0.0.1", resolve));
  const { port } = squatter.address() as net.AddressInfo;
  try {
    expect((await start({ port })).port).not.toBe(port);
  } finally {
    squatter.close();
  }
});

test("it listens on this machine only and orders Korean by code point", async () => {
  const { url } = await start();
  expect(await query(url, "show listen_addresses")).toEqual([{ listen_addresses: "127.0.0.1" }]);
  const sorted = await query(url, "select n from (values ('나'), ('가'), ('b')) v (n) order by n");
  expect(sorted.map((row) => row.n)).toEqual(["b", "가", "나"]);
});
