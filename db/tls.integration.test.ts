import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type PostgresServer, startPostgres, VOLATILE_FLAGS } from "@/tools/postgres/postgres";
import { chooseRunner } from "@/tools/postgres/postgres-binaries";
import { connect } from "./client";

/**
 * A database whose certificate is signed by an authority of its own, as CloudNativePG makes them. The Helm chart gives the site
 * addresses of this form.
 */
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "msa-tls-"));
const inFolder = (name: string) => path.join(folder, name);
let server: PostgresServer;

/** An authority, and a certificate of the server that it has signed. */
function makeCertificates(): void {
  const openssl = (line: string) => execFileSync("openssl", line.split(" "), { cwd: folder, stdio: "pipe" });
  openssl("req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.crt -days 2 -subj /CN=authority");
  openssl("req -x509 -newkey rsa:2048 -nodes -keyout other.key -out other.crt -days 2 -subj /CN=other");
  openssl("req -newkey rsa:2048 -nodes -keyout server.key -out server.csr -subj /CN=server");
  fs.writeFileSync(inFolder("names"), "subjectAltName=DNS:localhost\n");
  openssl(
    "x509 -req -in server.csr -CA ca.crt -CAkey ca.key -CAcreateserial -out server.crt -days 2 -extfile names",
  );
}

beforeAll(async () => {
  makeCertificates();
  const { owner } = chooseRunner();
  fs.chmodSync(folder, 0o755);
  fs.chmodSync(inFolder("server.key"), 0o600);
  if (owner) fs.chownSync(inFolder("server.key"), owner.uid, owner.gid);
  const ssl = [`ssl_cert_file=${inFolder("server.crt")}`, `ssl_key_file=${inFolder("server.key")}`, "ssl=on"];
  server = await startPostgres({
    dataDir: inFolder("data"),
    flags: [...VOLATILE_FLAGS, ...ssl.flatMap((setting) => ["-c", setting])],
  });
});

afterAll(async () => {
  await server?.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

async function ask(host: string, authority: string): Promise<boolean> {
  const url = new URL(server.url);
  url.hostname = host;
  url.search = `?sslmode=verify-full&sslrootcert=${inFolder(authority)}`;
  const { db, close } = connect(url.href, 1);
  try {
    const { rows } = await db.execute<{ ssl: boolean }>(
      sql`select ssl from pg_stat_ssl where pid = pg_backend_pid()`,
    );
    return rows[0]?.ssl === true;
  } finally {
    await close();
  }
}

test("the connection is encrypted", async () => {
  expect(await ask("localhost", "ca.crt")).toBe(true);
});

test("a server that the authority has not signed is refused, and so is one of another name", async () => {
  await expect(ask("localhost", "other.crt")).rejects.toMatchObject({
    cause: { code: expect.stringMatching(/CERT|SIGN/) },
  });
  await expect(ask("127.0.0.1", "ca.crt")).rejects.toMatchObject({
    cause: { code: "ERR_TLS_CERT_ALTNAME_INVALID" },
  });
});
