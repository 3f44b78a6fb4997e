import fs from "node:fs";
import path from "node:path";
import { ROOT } from "@/tools/root";
import { NodePart } from "./part";
import { type Ports, SERVICE_VARIABLES } from "./services";
import type { PartName, StackOptions } from "./stack-options";

export interface NodeParts {
  inngest: NodePart | null;
  gateway: NodePart | null;
  mailbox: NodePart | null;
  apps: NodePart[];
}

interface Plan {
  ports: Ports;
  appPorts: number[];
  wants: (name: PartName) => boolean;
  /** Shared by all parts; DATABASE_URL is among them once it is known. */
  environment: () => Record<string, string>;
  dataDir: string;
  distDir: string;
  dev: boolean;
  partEnv: NonNullable<StackOptions["partEnv"]>;
  logFile: (name: string) => string;
  onChange: () => void;
}

const loopback = (port: number) => `http://127.0.0.1:${port}`;

/** Describes the Node programs of the stack; nothing is started yet. */
export function buildParts(plan: Plan): NodeParts {
  const { ports } = plan;
  const appUrl = plan.environment().APP_URL;
  const standIn = (name: "inngest" | "gateway" | "mailbox", folder: string, env: Record<string, string>) =>
    plan.wants(name)
      ? new NodePart({
          name,
          port: ports[name],
          url: loopback(ports[name]),
          healthUrl: `${loopback(ports[name])}/health`,
          liveUrl: `${loopback(ports[name])}/health`,
          logFile: plan.logFile(name),
          args: ["--import", "tsx", path.join(ROOT, "local", folder, "main.ts")],
          env: () => partEnvironment(plan, { ...env, ...plan.partEnv[name] }),
          onChange: plan.onChange,
        })
      : null;
  return {
    inngest: standIn("inngest", "inngest-server", {
      MSA_INNGEST_PORT: String(ports.inngest),
      MSA_INNGEST_APP_URL: `${appUrl}/api/inngest`,
    }),
    gateway: standIn("gateway", "payment-gateway", {
      MSA_GATEWAY_PORT: String(ports.gateway),
      MSA_GATEWAY_WEBHOOK_URL: `${appUrl}/api/payments/webhook`,
      MSA_GATEWAY_PUBLIC_URL: `http://localhost:${ports.gateway}`,
    }),
    mailbox: standIn("mailbox", "mailbox", {
      MSA_MAILBOX_PORT: String(ports.mailbox),
      MSA_SMTP_PORT: String(ports.smtp),
    }),
    apps: plan.wants("app") ? plan.appPorts.map((port, index) => appPart(plan, port, index)) : [],
  };
}

function appPart(plan: Plan, port: number, index: number): NodePart {
  const name = index === 0 ? "app" : `app-${index + 1}`;
  return new NodePart({
    name,
    port,
    // next-auth and the browser have to name the site alike: cookies belong to a host name.
    url: `http://localhost:${port}`,
    healthUrl: `${loopback(port)}/api/health/ready`,
    // In development a page that is compiled may stop everything for a while.
    ...(!plan.dev && { liveUrl: `${loopback(port)}/api/health/live` }),
    logFile: plan.logFile(name),
    args: plan.dev ? devArguments(port) : [standaloneServer(plan.distDir)],
    env: () =>
      partEnvironment(plan, {
        NODE_ENV: plan.dev ? "development" : "production",
        ...(!plan.dev && { NODE_OPTIONS: withHeap(process.env.NODE_OPTIONS) }),
        NEXT_TELEMETRY_DISABLED: "1",
        HOSTNAME: "127.0.0.1",
        PORT: String(port),
        // Requests come from this machine, unless somebody has put a proxy in front.
        TRUSTED_PROXY_HOPS: process.env.TRUSTED_PROXY_HOPS || "0",
        // No load balancer has to notice that this process stops.
        SHUTDOWN_PAUSE_MS: process.env.SHUTDOWN_PAUSE_MS || "0",
        ...plan.partEnv.app,
      }),
    readyTimeoutMs: plan.dev ? 180_000 : 60_000,
    onChange: plan.onChange,
  });
}

/**
 * The site keeps about 80 MB. Without a limit V8 lets garbage grow to 500 MB on a large machine, and spends more
 * time on getting that memory than on collecting. The Dockerfile says the same.
 */
export const SITE_HEAP = "--max-old-space-size=512 --max-semi-space-size=16";
/** NODE_OPTIONS of the environment comes last and so wins. */
const withHeap = (given = "") => `${SITE_HEAP} ${given}`.trim();

const devArguments = (port: number) => [
  ...[path.join(ROOT, "node_modules/next/dist/bin/next"), "dev", ROOT],
  ...["--port", String(port), "--hostname", "127.0.0.1"],
];

function standaloneServer(distDir: string): string {
  const server = path.join(distDir, "standalone", "server.js");
  if (!fs.existsSync(server)) throw new Error(`the site is not built (no ${server}): npm start builds it`);
  return server;
}

/** Our own environment without the variables of outside services, then those of the stack and of the part. */
function partEnvironment(plan: Plan, own: Record<string, string>): NodeJS.ProcessEnv {
  const inherited = { ...process.env };
  for (const name of SERVICE_VARIABLES) delete inherited[name];
  return { ...inherited, MSA_DATA_DIR: plan.dataDir, ...plan.environment(), ...own };
}
