import { setTimeout as sleep } from "node:timers/promises";
import { staticFileBody, staticFilePaths } from "@/server/shared/static-files";

/** How often the names of the kept files are read at most. */
const LOOK_EVERY_MS = 1_000;
/** How many files a process keeps at hand: those of about three builds. */
const AT_HAND = 600;

/**
 * The files of other builds, from the database. Names are looked up in a list that is read once a second at most, so that
 * invented ones cost nothing; each file is read once.
 */
export class KeptFiles {
  private readonly bodies = new Map<string, Promise<Buffer | null>>();
  private known: ReadonlySet<string> = new Set();
  private readAt = Number.NEGATIVE_INFINITY;
  private next: Promise<void> | null = null;

  constructor(
    private readonly readPaths: () => Promise<string[]> = staticFilePaths,
    private readonly readBody: (path: string) => Promise<Buffer | null> = staticFileBody,
  ) {}

  /**
   * Returns a file's contents, compressed by gzip, or null when no build has it.
   *
   * @throws the driver's error when the database does not answer.
   */
  async find(path: string): Promise<Buffer | null> {
    if (!this.known.has(path)) await this.look();
    if (!this.known.has(path)) return null;
    const atHand = this.bodies.get(path);
    if (atHand) return atHand;
    if (this.bodies.size >= AT_HAND) this.bodies.clear();
    const body = this.readBody(path);
    this.bodies.set(path, body);
    body.catch(() => this.bodies.delete(path));
    return body;
  }

  /** Reads the list once more. Who comes while it is being read waits for the next time: his file may be newer. */
  private look(): Promise<void> {
    this.next ??= sleep(Math.max(0, this.readAt + LOOK_EVERY_MS - performance.now())).then(async () => {
      this.next = null;
      this.readAt = performance.now();
      this.known = new Set(await this.readPaths());
    });
    return this.next;
  }
}
