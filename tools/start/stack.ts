import fs from "node:fs";
import path from "node:path";
import type { Part } from "./part";
import { buildParts, type NodeParts } from "./parts";
import { type MovedPort, planPorts } from "./plan-ports";
import { PostgresPart } from "./postgres-part";
import { claimRun, recordParts, removeRun } from "./run-file";
import { loadSecrets, type Secrets } from "./secrets";
import { detectServices, type Ports, type RealServices, serviceEnvironment, wantedPorts } from "./services";
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
  readonly movedPorts: MovedPort[] = [];
  private nodeParts: NodeParts | null = null;
  private shared: Record<string, string> = {};
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
            port: this.wantedPorts.postgres,
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
    const databaseUrl = this.databaseUrl;
    return databaseUrl === null ? this.shared : { ...this.shared, DATABASE_URL: databaseUrl };
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
    await this.plan();
    const { inngest, gateway, mailbox, apps = [] } = this.nodeParts ?? {};
    await Promise.all([
      this.startPart(gateway),
      this.startPart(mailbox),
      this.startDatabase().then(() =>
        Promise.all([this.step("fill"), this.startPart(inngest), ...apps.map((app) => this.startPart(app))]),
      ),
    ]);
    this.record();
  }

  /** Stops every part, the site first and the database last. Safe to call twice and while starting. */
  async stop(): Promise<void> {
    this.closing = true;
    const { inngest, gateway, mailbox, apps = [] } = this.nodeParts ?? {};
    await Promise.all(apps.map((app) => app.stop()));
    await Promise.all([inngest, gateway, mailbox].map((part) => part?.stop()));
    await this.postgres?.stop();
    // The record of another stack over this folder stays.
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

  private get wantedPorts(): Ports {
    return { ...wantedPorts(this.env), ...this.options.ports };
  }

  /** Null before PostgreSQL ran for the first time, and in a stack without any database. */
  private get databaseUrl(): string | null {
    return this.postgres ? this.postgres.address : (this.env.DATABASE_URL ?? null);
  }

  private wants(name: PartName): boolean {
    const given = { postgres: this.real.database, inngest: this.real.inngest, gateway: this.real.payments };
    if (name === "mailbox" ? this.real.mail : name !== "app" && given[name]) return false;
    return this.options.parts?.includes(name) ?? true;
  }

  private logFile(name: string): string {
    return path.join(this.dataDir, "logs", `${name}.log`);
  }

  /** Claims the ports once: a part that starts again keeps its port, by which the other parts know it. */
  private async plan(): Promise<void> {
    if (this.nodeParts) return;
    const wants = (name: PartName) => this.wants(name);
    const { ports, appPorts, moved } = await planPorts(this.wantedPorts, this.options.apps ?? 1, wants);
    this.movedPorts.push(...moved);
    this.shared = serviceEnvironment(this.env, this.real, ports, this.secrets);
    this.nodeParts = buildParts({
      ports,
      appPorts,
      wants,
      environment: () => this.environment,
      dataDir: this.dataDir,
      distDir: path.resolve(this.options.distDir ?? (process.env.MSA_DIST_DIR || ".next")),
      dev: this.options.dev ?? false,
      partEnv: this.options.partEnv ?? {},
      logFile: (name) => this.logFile(name),
      onChange: () => this.record(),
    });
    for (const part of this.parts) if (part !== this.postgres) part.onCrash((how) => this.crashed(part, how));
  }

  private async startDatabase(): Promise<void> {
    await this.startPart(this.postgres);
    this.notePostgresPort();
    await this.step("prepare");
  }

  private notePostgresPort(): void {
    const move = { name: "PostgreSQL", wanted: this.wantedPorts.postgres, taken: this.postgres?.port ?? 0 };
    const isKnown = this.movedPorts.some((port) => port.name === move.name);
    if (this.postgres && move.taken !== move.wanted && !isKnown) this.movedPorts.push(move);
  }

  private async startPart(part: Part | null | undefined): Promise<void> {
    if (part) await this.timed(part.name, () => part.start());
  }

  private async step(name: "prepare" | "fill"): Promise<void> {
    const work = this.options[name];
    const databaseUrl = this.databaseUrl;
    if (work && databaseUrl) await this.timed(name, () => work(databaseUrl, this.real));
  }

  private async timed(name: string, work: () => Promise<void>): Promise<void> {
    if (this.closing) throw new Error("the stack is stopping");
    const began = performance.now();
    await work();
    if (!this.closing) this.options.onProgress?.(name, performance.now() - began);
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
    if (!this.closing) recordParts(this.dataDir, this.startedAt, this.parts);
  }
}

/** Starts a stack. When a part fails, everything that had started is stopped again. */
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
