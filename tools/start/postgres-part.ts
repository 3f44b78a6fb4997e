import { type PostgresOptions, type PostgresServer, startPostgres } from "@/tools/postgres/postgres";
import { speaks } from "@/tools/postgres/postmaster";
import type { Part } from "./part";

const SLOWER = 4;

/** The embedded PostgreSQL as a part of the stack. Its url is known after the first start and does not change. */
export class PostgresPart implements Part {
  readonly name = "postgres";
  private server: PostgresServer | null = null;
  private place: { port: number; url: string } | null = null;
  private starting: Promise<void> | null = null;
  private readonly listeners: ((how: string) => void)[] = [];

  constructor(
    private readonly options: PostgresOptions & { logFile: string },
    private readonly onChange: () => void,
  ) {}

  get port() {
    return this.place?.port ?? this.options.port ?? 0;
  }
  get url() {
    if (!this.place) throw new Error("PostgreSQL was not started yet");
    return this.place.url;
  }
  /** The url, or null before the first start. */
  get address() {
    return this.place?.url ?? null;
  }
  get logFile() {
    return this.options.logFile;
  }
  get pid() {
    return this.server?.pid ?? null;
  }

  onCrash(listener: (how: string) => void): void {
    this.listeners.push(listener);
  }

  async start(): Promise<void> {
    if (this.server) return;
    this.starting ??= this.launch().finally(() => {
      this.starting = null;
    });
    await this.starting;
  }

  async stop(): Promise<void> {
    await this.starting?.catch(() => undefined);
    await this.leave((server) => server.stop());
  }

  async kill(): Promise<void> {
    await this.leave((server) => server.kill());
  }

  /** PostgreSQL lives as long as it says anything, even that it is starting or full. It may be slow while it writes much. */
  async isAlive(timeoutMs: number): Promise<boolean> {
    return !this.server || this.starting !== null || speaks(this.server.url, SLOWER * timeoutMs);
  }

  private async launch(): Promise<void> {
    const server = await startPostgres({ ...this.options, port: this.port });
    if (this.place && server.port !== this.place.port) {
      await server.stop();
      throw new Error(`port ${this.place.port} of PostgreSQL was taken by another program`);
    }
    this.place = { port: server.port, url: server.url };
    this.server = server;
    this.onChange();
    void server.exited.then(() => {
      if (this.server !== server) return;
      this.server = null;
      this.onChange();
      for (const listener of this.listeners) listener("the server process is gone");
    });
  }

  private async leave(end: (server: PostgresServer) => Promise<void>): Promise<void> {
    const server = this.server;
    this.server = null;
    if (!server) return;
    await end(server);
    this.onChange();
  }
}
