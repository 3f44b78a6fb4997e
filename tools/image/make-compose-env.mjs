// Runs on a machine that has nothing but Node, or in a container: only what Node itself brings.
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import { pathToFileURL } from "node:url";

const hex = () => randomBytes(32).toString("hex");

/** What compose.yaml has no default for. Hexadecimal stands in addresses as it is, and is what Inngest's key must be. */
const SECRETS = {
  POSTGRES_PASSWORD: hex,
  SITE_DATABASE_PASSWORD: hex,
  ENGINE_DATABASE_PASSWORD: hex,
  NEXTAUTH_SECRET: hex,
  DATA_KEY: hex,
  NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: () => randomBytes(32).toString("base64"),
  INNGEST_EVENT_KEY: hex,
  INNGEST_SIGNING_KEY: hex,
  STRIPE_SECRET_KEY: () => `sk_test_${hex()}`,
  STRIPE_WEBHOOK_SECRET: () => `whsec_${hex()}`,
  METRICS_TOKEN: hex,
  SEED_DEMO_PASSWORD: () => randomBytes(15).toString("base64url"),
};

const HEADER = `# Secrets of this installation, made by tools/image/make-compose-env.mjs. They are read by compose.yaml and belong in no
# repository. The databases keep the passwords of their first start.
#
# With Stripe itself: its two keys, STRIPE_API_URL= (empty), and COMPOSE_PROFILES= (empty) if SMTP_URL is set too.
# At another address: APP_URL=https://…, with a proxy for TLS in front of it and TRUSTED_PROXY_HOPS=2.
COMPOSE_PROFILES=stand-ins
`;

/**
 * Adds the secrets that a file of variables does not have yet; those that it has stay. The file is readable by its owner
 * only.
 *
 * @param {string} file
 * @returns {string[]} the names of what was added.
 */
export function makeComposeEnv(file) {
  const known = fs.existsSync(file) ? fs.readFileSync(file, "utf8") : HEADER;
  const missing = Object.entries(SECRETS).filter(([name]) => !new RegExp(`^${name}=`, "m").test(known));
  const lines = missing.map(([name, make]) => `${name}=${make()}\n`);
  const text = known.endsWith("\n") ? known : `${known}\n`;
  const unfinished = `${file}.${process.pid}`;
  fs.writeFileSync(unfinished, text + lines.join(""), { mode: 0o600 });
  fs.renameSync(unfinished, file);
  return missing.map(([name]) => name);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const file = process.argv[2] ?? ".env";
  const added = makeComposeEnv(file);
  console.log(added.length === 0 ? `${file} has every secret.` : `${file}: added ${added.join(", ")}.`);
}
