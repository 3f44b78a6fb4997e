/** Counts the calls that run under each concurrency limit. A limit's text starts with its number. */
export class Limits {
  private readonly running = new Map<string, number>();
  /** Calls of a server that died: they may still run in the app until their leases end. */
  private inherited = new Map<string, number>();

  private full(limit: string): boolean {
    const count = (this.running.get(limit) ?? 0) + (this.inherited.get(limit) ?? 0);
    return count >= Number.parseInt(limit, 10);
  }

  /** Takes one place under every limit, or none. */
  take(limits: string[]): boolean {
    if (limits.some((limit) => this.full(limit))) return false;
    for (const limit of limits) this.running.set(limit, (this.running.get(limit) ?? 0) + 1);
    return true;
  }

  release(limits: string[]): void {
    for (const limit of limits) {
      const left = (this.running.get(limit) ?? 1) - 1;
      if (left > 0) this.running.set(limit, left);
      else this.running.delete(limit);
    }
  }

  /** Replaces what is counted for leases of other processes. */
  inherit(limits: string[]): void {
    this.inherited = new Map();
    for (const limit of limits) this.inherited.set(limit, (this.inherited.get(limit) ?? 0) + 1);
  }

  /** Limits without a free place: their jobs cannot be claimed. */
  exhausted(): string[] {
    const all = new Set([...this.running.keys(), ...this.inherited.keys()]);
    return [...all].filter((limit) => this.full(limit));
  }
}
