import fs from "node:fs";
import path from "node:path";
import type { Part } from "./part";
import { buildParts, type NodeParts } from "./parts";
import { claimPort } from "./ports";
import { PostgresPart } from "./postgres-part";
import { claimRun, holderOf, removeRun, writeRun } from "./run-file";
import { loadSecrets, type Secrets } from "./secrets";
import { detectServices, type RealServices, serviceEnvironment, wantedPorts } from "./services";
import type { Environment, PartName, StackOptions } from "./stack-options";

export type { Environment, PartName, StackOptions };

/** A running (or stopped) set of parts. Every part can be stopped, killed and started again on its own. */
export class Stack {
  readonly dataDir: string;
  readonly real: RealServices;
  readonly secrets: Secrets;
  /** Present unless DATABASE_URL was given. */
  readonly postgres: PostgresPart | null;
  /** Ports that were in use, with what was taken instead. */
  readonly movedPorts: { name: string; wanted: number; taken: number }[] = [];
  private nodeParts: NodeParts | null = null;
  private databaseUrl = "";
  private claimed = false;
  private closing = false;
  private readonly startedAt = new Date().toISOString();
  private readonly crashListeners: ((part: Part, how: string) => void)[] = [];

  constructor(private readonly options: StackOptions = {}) {
    const env = this.env;
    this.dataDir = path.resolve(options.dataDir ?? (env.MSA_DATA_DIR || ".data"));
    this.real = detectServices(env);
    fs.mkdirSync(this.dataDir, { recursive: true, mode: 0o700 });
    this.secrets = loadSecrets(this.dataDir);
    this.postgres = this.wants("postgres")
      ? new PostgresPart(
          {
            dataDir: path.join(this.dataDir, "postgres"),
            logFile: this.logFile("postgres"),
            port: { ...wantedPorts(env), ...options.ports }.postgres,
            database: "msa_air",
            flags: options.postgresFlags,
          },
          () => this.record(),
        )
      : null;
    this.postgres?.onCrash((how) => this.crashed(this.postgres as Part, how));
  }

  get inngest(): Part {
    return this.must("inngest");
  }
  get gateway(): Part {
    return this.must("gateway");
  }
  get mailbox(): Part {
    return this.must("mailbox");
  }
  get apps(): Part[] {
    return this.nodeParts?.apps ?? [];
  }
  /** The first process of the site. */
  get app(): Part {
    const [first] = this.apps;
    if (!first) throw new Error("this stack runs no site");
    return first;
  }
  /** Parts that exist in this stack, in the order they start. */
  get parts(): Part[] {
    const { inngest, gateway, mailbox, apps = [] } = this.nodeParts ?? {};
    return [this.postgres, inngest, gateway, mailbox, ...apps].flatMap((part): Part[] =>
      part ? [part] : [],
    );
  }
  /** The variables the parts share: DATABASE_URL, APP_URL, keys and addresses of the services. */
  get environment(): Record<string, string> {
    if (!this.nodeParts) throw new Error("the stack was not started yet");
    return this.nodeParts.environment;
  }

  /** Called when a part ends that nobody stopped or killed through this stack. */
  onCrash(listener: (part: Part, how: string) => void): void {
    this.crashListeners.push(listener);
  }

  /** Starts everything and resolves when every part is healthy. Throws AlreadyRunningError, or with a log's end. */
  async start(): Promise<void> {
    this.closing = false;
    if (!this.claimed) await claimRun(this.dataDir);
    this.claimed = true;
    if (this.postgres) await this.timed(this.postgres);
    this.databaseUrl = this.postgres?.url ?? (this.env.DATABASE_URL as string);
    this.notePort(
      "PostgreSQL",
      { ...wantedPorts(this.env), ...this.options.ports }.postgres,
      this.postgres?.port,
    );
    if (this.options.prepare) {
      const began = performance.now();
      await this.options.prepare(this.databaseUrl, this.real);
      this.options.onProgress?.("database", performance.now() - began);
    }
    this.refuseWhenClosing();
    await this.plan();
    this.record();
    await Promise.all(this.parts.filter((part) => part !== this.postgres).map((part) => this.timed(part)));
    this.record();
  }

  /** Stops every part, the site first and the database last. Safe to call twice and while starting. */
  async stop(): Promise<void> {
    this.closing = true;
    const { inngest, gateway, mailbox, apps = [] } = this.nodeParts ?? {};
    await Promise.all(apps.map((app) => app.stop()));
    await Promise.all([inngest, gateway, mailbox].map((part) => part?.stop()));
    await this.postgres?.stop();
    // Not ours to remove when another stack runs over this folder.
    if (this.claimed) removeRun(this.dataDir);
    this.claimed = false;
  }

  /** SIGKILL for every part at once, as when the machine loses power. The stack can start again. */
  async killAll(): Promise<void> {
    await Promise.all(this.parts.map((part) => part.kill()));
  }

  private get env(): Environment {
    return this.options.env ?? process.env;
  }

  private wants(name: PartName): boolean {
    const given = { postgres: this.real.database, inngest: this.real.inngest, gateway: this.real.payments };
    if (name === "mailbox" ? this.real.mail : name !== "app" && given[name]) return false;
    return this.options.parts?.includes(name) ?? true;
  }

  private logFile(name: string): string {
    return path.join(this.dataDir, "logs", `${name}.log`);
  }

  /** Ports are claimed once; a part that starts again keeps its own, since the others know it by that. */
  private async plan(): Promise<void> {
    if (this.nodeParts) return;
    const wanted = { ...wantedPorts(this.env), ...this.options.ports };
    const taken = new Set<number>();
    const claim = async (label: string, port: number) => {
      const claimed = await claimPort(port, taken);
      this.notePort(label, port, claimed);
      return claimed;
    };
    const ports = { ...wanted };
    ports.app = await claim("site", wanted.app);
    const appPorts = [ports.app];
    for (let i = 1; i < (this.options.apps ?? 1); i++) appPorts.push(await claimPort(wanted.app + i, taken));
    if (this.wants("inngest")) ports.inngest = await claim("Inngest", wanted.inngest);
    if (this.wants("gateway")) ports.gateway = await claim("payments", wanted.gateway);
    if (this.wants("mailbox")) {
      ports.mailbox = await claim("mailbox", wanted.mailbox);
      ports.smtp = await claim("SMTP", wanted.smtp);
    }
    this.nodeParts = buildParts({
      ports,
      appPorts,
      wants: (name) => this.wants(name),
      environment: serviceEnvironment(this.env, this.real, ports, this.secrets, this.databaseUrl),
      dataDir: this.dataDir,
      distDir: path.resolve(this.options.distDir ?? (process.env.MSA_DIST_DIR || ".next")),
      dev: this.options.dev ?? false,
      partEnv: this.options.partEnv ?? {},
      logFile: (name) => this.logFile(name),
      onChange: () => this.record(),
    });
    for (const part of this.parts) if (part !== this.postgres) part.onCrash((how) => this.crashed(part, how));
  }

  private async timed(part: Part): Promise<void> {
    this.refuseWhenClosing();
    const began = performance.now();
    await part.start();
    this.options.onProgress?.(part.name, performance.now() - began);
  }

  private refuseWhenClosing(): void {
    if (this.closing) throw new Error("the stack is stopping");
  }

  private notePort(name: string, wanted: number, taken: number | undefined): void {
    if (taken !== undefined && taken !== wanted) this.movedPorts.push({ name, wanted, taken });
  }

  private crashed(part: Part, how: string): void {
    for (const listener of this.crashListeners) listener(part, how);
  }

  private must(name: "inngest" | "gateway" | "mailbox"): Part {
    const part = this.nodeParts?.[name];
    if (!part) throw new Error(`this stack runs no ${name}`);
    return part;
  }

  private record(): void {
    if (this.closing) return;
    const parts = this.parts.flatMap((part) =>
      part.pid === null ? [] : [{ name: part.name, port: part.port, ...holderOf(part.pid) }],
    );
    const addresses = Object.fromEntries(
      this.parts.flatMap((part) => (part.port ? [[part.name, part.url]] : [])),
    );
    writeRun(this.dataDir, {
      supervisor: holderOf(process.pid),
      startedAt: this.startedAt,
      addresses,
      parts,
    });
  }
}

/** Starts a stack and hands it over; on a failure everything that had started is stopped again. */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const stack = new Stack(options);
  try {
    await stack.start();
    return stack;
  } catch (error) {
    await stack.stop();
    throw error;
  }
}
