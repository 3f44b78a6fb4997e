type Bucket = { tokens: number; atMs: number };

/** Above so many buckets the full ones are dropped: an address that rests costs nothing. */
const SWEPT_ABOVE = 10_000;

/** A token bucket for each key: `burst` tokens at first, and `perSecond` new ones, up to `burst`. */
export class TokenBuckets {
  private readonly buckets = new Map<string, Bucket>();
  private sweepAbove = SWEPT_ABOVE;

  constructor(
    private readonly perSecond: number,
    private readonly burst: number,
  ) {}

  /** Takes a token. @returns 0, or in how many seconds (whole, at least one) there will be one. */
  take(key: string, nowMs: number): number {
    const tokens = this.tokensOf(key, nowMs);
    this.buckets.set(key, { tokens: tokens >= 1 ? tokens - 1 : tokens, atMs: nowMs });
    if (this.buckets.size > this.sweepAbove) this.sweep(nowMs);
    return this.waitFor(tokens);
  }

  /** What `take` would return. It takes nothing. */
  look(key: string, nowMs: number): number {
    return this.waitFor(this.tokensOf(key, nowMs));
  }

  get size(): number {
    return this.buckets.size;
  }

  private tokensOf(key: string, nowMs: number): number {
    const bucket = this.buckets.get(key);
    return bucket ? this.filled(bucket, nowMs) : this.burst;
  }

  private waitFor(tokens: number): number {
    return tokens >= 1 ? 0 : Math.max(1, Math.ceil((1 - tokens) / this.perSecond));
  }

  private filled({ tokens, atMs }: Bucket, nowMs: number): number {
    return Math.min(this.burst, tokens + ((nowMs - atMs) / 1_000) * this.perSecond);
  }

  private sweep(nowMs: number): void {
    for (const [key, bucket] of this.buckets)
      if (this.filled(bucket, nowMs) >= this.burst) this.buckets.delete(key);
    // Under a flood of addresses few are full: the next sweep waits for twice as many.
    this.sweepAbove = Math.max(SWEPT_ABOVE, 2 * this.buckets.size);
  }
}
