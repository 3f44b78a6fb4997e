/** A bell that a loop waits for. It rings at once, after a delay, or when the longest wait is over. */
export class Alarm {
  private resolve: (() => void) | null = null;
  private rung = false;
  private readonly timers = new Set<NodeJS.Timeout>();

  ring(): void {
    this.rung = true;
    this.resolve?.();
  }

  /** Rings in `delayMs`. Delays over a minute are ignored: each wait has a shorter limit. */
  ringIn(delayMs: number): void {
    if (delayMs > 60_000) return;
    // One more millisecond: a timer may be early by one, and a due time must have come when it rings.
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      this.ring();
    }, delayMs + 1);
    this.timers.add(timer);
  }

  /** Returns when the bell rings or has rung since the last wait, and after `maxMs` at the latest. */
  async wait(maxMs: number): Promise<void> {
    if (!this.rung) {
      await new Promise<void>((resolve) => {
        const limit = setTimeout(resolve, maxMs);
        this.resolve = () => {
          clearTimeout(limit);
          resolve();
        };
      });
      this.resolve = null;
    }
    this.rung = false;
  }

  stop(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
    this.ring();
  }
}
