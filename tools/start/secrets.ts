import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

/** Secrets of one local installation. Never committed, never used outside this machine. */
export interface Secrets {
  NEXTAUTH_SECRET: string;
  DATA_KEY: string;
  INNGEST_EVENT_KEY: string;
  /** Hexadecimal of even length: the SDK decodes it to bytes. */
  INNGEST_SIGNING_KEY: string;
  STRIPE_SECRET_KEY: string;
  STRIPE_WEBHOOK_SECRET: string;
}

const generate = (): Secrets => ({
  NEXTAUTH_SECRET: randomBytes(32).toString("base64url"),
  DATA_KEY: randomBytes(32).toString("base64url"),
  INNGEST_EVENT_KEY: randomBytes(24).toString("base64url"),
  INNGEST_SIGNING_KEY: randomBytes(32).toString("hex"),
  STRIPE_SECRET_KEY: `sk_test_${randomBytes(24).toString("hex")}`,
  STRIPE_WEBHOOK_SECRET: `whsec_${randomBytes(24).toString("hex")}`,
});

/**
 * The secrets in `<dataDir>/secrets.json`, made at the first start and readable by their owner only.
 * Missing ones are added. The others stay: new secrets would end every session.
 */
export function loadSecrets(dataDir: string): Secrets {
  const file = path.join(dataDir, "secrets.json");
  const known = fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, "utf8")) as Partial<Secrets>) : {};
  const secrets = { ...generate(), ...known };
  fs.mkdirSync(dataDir, { recursive: true });
  const unfinished = `${file}.${process.pid}`;
  fs.writeFileSync(unfinished, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  fs.renameSync(unfinished, file);
  return secrets;
}
