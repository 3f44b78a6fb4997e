/** Named one-shot timers that follow wall-clock instants. */
export type Timers = {
  /** Runs `action` at `at` (ms since the epoch), at once if that is past. Replaces one of the same name. */
  set(name: string, at: number, action: () => void): void;
  clear(name: string): void;
  stop(): void;
};

export function createTimers(): Timers {
  const running = new Map<string, NodeJS.Timeout>();
  const clear = (name: string) => {
    clearTimeout(running.get(name));
    running.delete(name);
  };
  return {
    set(name, at, action) {
      clear(name);
      const timer = setTimeout(
        () => {
          running.delete(name);
          action();
        },
        Math.max(0, at - Date.now()),
      );
      running.set(name, timer);
    },
    clear,
    stop() {
      for (const name of [...running.keys()]) clear(name);
    },
  };
}
