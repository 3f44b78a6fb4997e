import path from "node:path";
import type { Stack } from "./stack";

export interface DemoAccount {
  role: string;
  email: string;
  password: string;
}

const LABELS: Record<string, string> = {
  postgres: "PostgreSQL",
  prepare: "Migrations",
  fill: "Flights and accounts",
  inngest: "Event engine (Inngest)",
  gateway: "Payment gateway",
  mailbox: "Mailbox",
  app: "Site",
};

/** One line of progress: what became ready and how long it took. */
export function progressLine(part: string, tookMs: number): string {
  return `  ✓ ${(LABELS[part] ?? part).padEnd(24)} ${(tookMs / 1000).toFixed(1)} s`;
}

/** The closing block of `npm start`: where everything is and who may sign in. */
export function readyBlock(stack: Stack, accounts: readonly DemoAccount[], tookMs: number): string {
  const site = stack.environment.APP_URL;
  const dataDir = path.relative(process.cwd(), stack.dataDir) || ".";
  const rows: [string, string][] = [
    ["Site", `${site}/ko   (English: ${site}/en)`],
    ["Admin", `${site}/ko/admin`],
    [
      "Mailbox",
      stack.real.mail ? "your SMTP server (SMTP_URL)" : `${stack.mailbox.url}   every e-mail lands here`,
    ],
    [
      "Payments",
      stack.real.payments
        ? "Stripe (STRIPE_SECRET_KEY)"
        : `${stack.gateway.url}   test cards are on its page`,
    ],
    [
      "Events",
      stack.real.inngest ? "your Inngest (INNGEST_*)" : `${stack.inngest.url}   local Inngest server`,
    ],
    ["Database", stack.postgres ? `PostgreSQL on 127.0.0.1:${stack.postgres.port}` : "yours (DATABASE_URL)"],
  ];
  const lines = [
    "",
    `MSA Air is ready (${(tookMs / 1000).toFixed(1)} s).`,
    "",
    ...rows.map(([label, text]) => `  ${label.padEnd(10)} ${text}`),
    "",
    ...accountLines(stack, accounts),
    ...stack.movedPorts.map(
      ({ name, wanted, taken }) => `  Port ${wanted} was in use: ${name} is on ${taken}.`,
    ),
    `  Data and logs are in ${dataDir}/. Ctrl-C stops everything; \`npm run reset\` starts afresh.`,
    "",
  ];
  return lines.join("\n");
}

function accountLines(stack: Stack, accounts: readonly DemoAccount[]): string[] {
  if (stack.real.database)
    return ["  Your database was migrated, not seeded: `npm run seed` fills it with a demo.", ""];
  const width = Math.max(0, ...accounts.map(({ email }) => email.length));
  return [
    "  Sign in as",
    ...accounts.map(
      ({ role, email, password }) =>
        `    ${role.toLowerCase().padEnd(8)} ${email.padEnd(width)}  ${password}`,
    ),
    "",
  ];
}
