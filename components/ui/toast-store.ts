import type { Tone } from "./tone";

export type ToastMessage = { id: number; tone: Tone; title: string; body?: string };

const empty: readonly ToastMessage[] = [];
let shown = empty;
let lastId = 0;
const watchers = new Set<() => void>();

function set(next: readonly ToastMessage[]) {
  shown = next;
  for (const tell of watchers) tell();
}

/** Shows a short, translated notice that screen readers announce. At most three are kept. */
export function notify(message: Omit<ToastMessage, "id" | "tone"> & { tone?: Tone }): void {
  lastId += 1;
  set([...shown.slice(-2), { tone: "info", ...message, id: lastId }]);
}

export function dismiss(id: number): void {
  set(shown.filter((toast) => toast.id !== id));
}

export const toasts = () => shown;
export const noToasts = () => empty;

export function watch(tell: () => void): () => void {
  watchers.add(tell);
  return () => watchers.delete(tell);
}
