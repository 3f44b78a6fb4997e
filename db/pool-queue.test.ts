import { EventEmitter } from "node:events";
import { afterEach, expect, test, vi } from "vitest";
import { PoolQueue, reserveOf, withReservedConnections } from "./pool-queue";

type Client = { release: (error?: Error) => void };

/** A pool of so many connections, as a driver's: it queues by itself, and gives each client a new `release`. */
class Pool extends EventEmitter {
  free: number;
  readonly queue: (() => void)[] = [];
  constructor(max: number) {
    super();
    this.free = max;
  }
  connect: (callback?: (error: Error | undefined, client: Client) => void) => Promise<Client> = async () => {
    while (this.free === 0) await new Promise<void>((resolve) => this.queue.push(resolve));
    this.free -= 1;
    return {
      release: () => {
        this.free += 1;
        this.queue.shift()?.();
      },
    };
  };
}

const opened = (max: number, reserve: number, timeoutMs = 60_000) => {
  const pool = new Pool(max);
  return { pool, queue: new PoolQueue(pool, max - reserve, timeoutMs) };
};
const take = (pool: Pool, times: number) => Promise.all(Array.from({ length: times }, () => pool.connect()));

afterEach(() => void vi.useRealTimers());

test("ordinary work leaves the reserved connections free, and a payment gets one at once", async () => {
  const { pool, queue } = opened(8, 2);
  const held = await take(pool, 6);
  const late = pool.connect();
  expect([pool.free, queue.waiting]).toEqual([2, 1]);
  const paying = await withReservedConnections(() => pool.connect());
  expect(pool.free).toBe(1);
  // What a payment gives back goes to no ordinary request.
  paying.release();
  expect([pool.free, queue.waiting]).toEqual([2, 1]);
  held[0]?.release();
  await late;
  expect([pool.free, queue.waiting]).toEqual([2, 0]);
});

test("the right to a reserved connection follows a request through its promises", async () => {
  const { pool } = opened(4, 1);
  await take(pool, 3);
  const later = withReservedConnections(async () => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    return pool.connect();
  });
  await later;
  expect(pool.free).toBe(0);
});

test("requests get their turn in the order in which they came, and a failed one passes it on", async () => {
  const { pool } = opened(2, 1);
  const [first] = await take(pool, 1);
  const order: number[] = [];
  const second = pool.connect().then((client) => {
    order.push(2);
    return client;
  });
  const third = pool.connect().then(() => order.push(3));
  first?.release();
  (await second).release();
  await third;
  expect(order).toEqual([2, 3]);

  const failing = new Pool(2);
  failing.connect = async () => {
    throw new Error("no");
  };
  new PoolQueue(failing, 1, 60_000);
  for (let n = 0; n < 3; n++) await expect(failing.connect()).rejects.toThrow("no");
});

test("a request that waits too long gets the pool's own error, and its turn is not lost", async () => {
  vi.useFakeTimers();
  const { pool, queue } = opened(1, 0, 5_000);
  const [first] = await take(pool, 1);
  const late = pool.connect();
  const refused = expect(late).rejects.toThrow("timeout exceeded when trying to connect");
  await vi.advanceTimersByTimeAsync(4_000);
  expect(queue.oldestWaitMs()).toBeGreaterThanOrEqual(4_000);
  await vi.advanceTimersByTimeAsync(1_000);
  await refused;
  expect([queue.waiting, queue.oldestWaitMs()]).toEqual([0, 0]);
  first?.release();
  await pool.connect();
});

test("a client that is released twice is counted once", async () => {
  const { pool, queue } = opened(3, 1);
  const [first] = await take(pool, 2);
  first?.release();
  first?.release();
  await pool.connect();
  void pool.connect();
  expect(queue.waiting).toBe(1);
});

test("the callback form works as the promise form", async () => {
  const { pool } = opened(1, 0);
  const client = await new Promise<Client>((resolve, reject) => {
    void pool.connect((error, given) => (error ? reject(error) : resolve(given)));
  });
  client.release();
  expect(pool.free).toBe(1);
});

test.each([
  [1, 0],
  [3, 0],
  [4, 1],
  [8, 2],
  [50, 2],
])("of %i connections %i are reserved", (max, reserve) => expect(reserveOf(max)).toBe(reserve));
