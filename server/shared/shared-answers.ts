/** Both clocks of the process, in milliseconds. One that was frozen or asleep has not measured the time by both. */
type Reading = { steadyMs: number; wallMs: number };
type Clock = () => Reading;

const processClock: Clock = () => ({ steadyMs: performance.now(), wallMs: Date.now() });

type Limits = {
  /** How old an answer may be when somebody asks. */
  maxAgeMs: number;
  /** How many answers are kept at most. The one that was read first is dropped first. */
  maxEntries: number;
};
type Entry<T> = { began: Reading; answer: Promise<T> };

/**
 * Answers that are the same for everybody, kept for a moment. Callers that ask for one key at the same time share one
 * read. An answer is handed out only when its read began at most `maxAgeMs` before the caller asked, so that it is never
 * older than that plus the time of the read itself. A failed read is kept for nobody. Answers are frozen: nobody changes
 * what others get.
 */
export class SharedAnswers<T extends object> {
  private readonly entries = new Map<string, Entry<T>>();
  private readonly began = new WeakMap<T, Reading>();

  constructor(
    private readonly limits: Limits,
    private readonly clock: Clock = processClock,
  ) {}

  /**
   * Returns the answer for a key. `read` is called unless there is one of at most `atMostMs`, or one is being read that
   * began within that time.
   *
   * @throws what `read` throws, for all who share it.
   */
  get(key: string, read: () => Promise<T>, atMostMs: number = this.limits.maxAgeMs): Promise<T> {
    const found = this.entries.get(key);
    const now = this.clock();
    if (found && ageBetween(found.began, now) < Math.min(atMostMs, this.limits.maxAgeMs)) return found.answer;
    return this.read(key, read, now);
  }

  /** The age of an answer of `get`, in milliseconds, counted from before its read. */
  ageMs(answer: T): number {
    const began = this.began.get(answer);
    if (!began) throw new Error("this answer is not one of these");
    return ageBetween(began, this.clock());
  }

  /** How many answers are kept. */
  get size(): number {
    return this.entries.size;
  }

  private read(key: string, read: () => Promise<T>, began: Reading): Promise<T> {
    const answer = read().then((value) => {
      this.began.set(value, began);
      return frozen(value);
    });
    const entry = { began, answer };
    // The entries stay in the order of their reads: the oldest is the first.
    this.entries.delete(key);
    this.dropOld(began);
    this.entries.set(key, entry);
    answer.catch(() => {
      if (this.entries.get(key) === entry) this.entries.delete(key);
    });
    return answer;
  }

  /** Drops what is too old, and what is too much. */
  private dropOld(now: Reading): void {
    for (const [key, { began }] of this.entries) {
      const isTooOld = ageBetween(began, now) >= this.limits.maxAgeMs;
      if (!isTooOld && this.entries.size < this.limits.maxEntries) return;
      this.entries.delete(key);
    }
  }
}

/** The longer of the two times. A clock that was set back counts as well. */
const ageBetween = (began: Reading, now: Reading): number =>
  Math.max(now.steadyMs - began.steadyMs, Math.abs(now.wallMs - began.wallMs));

function frozen<V>(value: V): V {
  if (typeof value !== "object" || value === null) return value;
  for (const inner of Object.values(value)) frozen(inner);
  return Object.freeze(value);
}
