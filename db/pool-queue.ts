import { AsyncLocalStorage } from "node:async_hooks";

type Released = { release(error?: Error | boolean): void };
type Callback = (error: Error | undefined, client: unknown, release: unknown) => void;
/** What both drivers' pools have in common. */
export type ConnectingPool = { connect: unknown };

// Next bundles routes and instrumentation separately, and both must mean the same storage.
const store = globalThis as typeof globalThis & { msaReserved?: AsyncLocalStorage<boolean> };
store.msaReserved ??= new AsyncLocalStorage<boolean>();
const reserved = store.msaReserved;

/** Runs `work`, and all that follows from it, with the right to the pool's reserved connections. */
export const withReservedConnections = <T>(work: () => T): T => reserved.run(true, work);

/** Runs `work` as ordinary work, also when a payment in progress has started it. */
export const withoutReservedConnections = <T>(work: () => T): T => reserved.run(false, work);

export const hasReservedConnections = (): boolean => reserved.getStore() === true;

/** How many connections of a pool are kept free for payments in progress. A pool below four keeps none. */
export const reserveOf = (max: number): number => Math.min(2, Math.floor(max / 4));

/** The text of the pool's own error: `isUnavailable` knows it. */
const TOO_LONG = "timeout exceeded when trying to connect";

/**
 * The queue in front of a pool. Ordinary work never takes the reserved connections: when slow statements hold all others,
 * a payment in progress still gets one at once. It also measures how long requests wait.
 */
export class PoolQueue {
  private readonly waits = new Set<{ sinceMs: number }>();
  private readonly turns = new Set<() => void>();
  private inUse = 0;

  /** @param ordinaryMax connections that ordinary work may hold at the same time. */
  constructor(
    pool: ConnectingPool,
    private readonly ordinaryMax: number,
    private readonly timeoutMs: number,
  ) {
    const connect = (pool.connect as () => Promise<Released>).bind(pool);
    pool.connect = (callback?: Callback) => {
      const taken = this.take(connect, hasReservedConnections());
      if (!callback) return taken;
      taken.then(
        (client) => callback(undefined, client, client.release),
        (error) => callback(error, undefined, () => {}),
      );
    };
  }

  /** Ordinary requests that wait here, before the pool's own queue. */
  get waiting(): number {
    return this.turns.size;
  }

  /** How long the oldest request waits for its connection, in milliseconds. */
  oldestWaitMs(): number {
    const [oldest] = this.waits;
    return oldest ? performance.now() - oldest.sinceMs : 0;
  }

  private async take(connect: () => Promise<Released>, isReserved: boolean): Promise<Released> {
    const wait = { sinceMs: performance.now() };
    this.waits.add(wait);
    try {
      if (isReserved) return await connect();
      await this.turn();
      return this.returned(await connect().catch((error) => this.leave(error)));
    } finally {
      this.waits.delete(wait);
    }
  }

  private turn(): Promise<void> | undefined {
    if (this.inUse < this.ordinaryMax) {
      this.inUse += 1;
      return undefined;
    }
    return new Promise((resolve, reject) => {
      const enter = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        this.turns.delete(enter);
        reject(new Error(TOO_LONG));
      }, this.timeoutMs);
      this.turns.add(enter);
    });
  }

  /** The pool gives a client a new `release` each time, so this one is used once. */
  private returned(client: Released): Released {
    const release = client.release.bind(client);
    let isHeld = true;
    client.release = (error) => {
      try {
        release(error);
      } finally {
        if (isHeld) this.next();
        isHeld = false;
      }
    };
    return client;
  }

  private leave(error: unknown): never {
    this.next();
    throw error;
  }

  private next(): void {
    const [enter] = this.turns;
    if (!enter) {
      this.inUse -= 1;
      return;
    }
    this.turns.delete(enter);
    enter();
  }
}
