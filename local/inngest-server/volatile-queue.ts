import { errorText } from "@/server/shared/error-facts";
import { isTransient } from "./database";

export interface VolatileQueue<Item> {
  /** Takes an item and returns at once; until the item is stored, it is only in memory. */
  add(item: Item): void;
  /** Stops storing. Returns how many items are lost. */
  stop(): number;
}

/**
 * The queue between the event API and the store, as in the official server: its items are lost when the process
 * ends in any way. Items wait up to `waitMs` and are stored together.
 */
export function openVolatileQueue<Item>(
  waitMs: number,
  store: (item: Item) => Promise<void>,
  log: (line: string) => void,
): VolatileQueue<Item> {
  let waiting: Item[] = [];
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;

  const add = (item: Item) => {
    if (stopped) return;
    waiting.push(item);
    timer ??= setTimeout(flush, waitMs);
  };

  function flush(): void {
    timer = null;
    const items = waiting;
    waiting = [];
    for (const item of items) {
      store(item).catch((error: Error) => {
        if (isTransient(error)) add(item);
        else log(`an acknowledged event is lost: ${errorText(error)}`);
      });
    }
  }

  return {
    add,
    stop() {
      stopped = true;
      if (timer) clearTimeout(timer);
      const lost = waiting.length;
      waiting = [];
      return lost;
    },
  };
}
