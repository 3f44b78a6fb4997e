import canonicalize from "canonicalize";
import { Alarm } from "./alarm";
import type { AppClient } from "./app-client";
import type { ServerOptions } from "./options";
import type { Registry } from "./registry";

const RETRY_MS = 500;

export interface SyncState {
  url: string;
  /** The app's id, once it has answered. */
  app: string | null;
  /** True once the app's functions were accepted since this server started. */
  synced: boolean;
  /** Why its last registration was refused, or null; the earlier functions stay. */
  refused: string | null;
  /** What went wrong at the last sync, or null. */
  error: string | null;
}

export interface Sync {
  /** Asks the apps for their functions soon: one of them was away. */
  soon(): void;
  states(): SyncState[];
  stop(): Promise<void>;
}

/** Asks each app for its functions (in-band sync): until it answers, then every few seconds for new builds. */
export function startSync(
  options: Pick<ServerOptions, "appUrls" | "syncMs" | "log">,
  registry: Registry,
  client: AppClient,
): Sync {
  let stopping = false;
  const apps = options.appUrls.map((url) => ({
    state: { url, app: null as string | null, synced: false, error: "not synced yet" as string | null },
    alarm: new Alarm(),
  }));

  async function keepSynced({ state, alarm }: (typeof apps)[number]): Promise<void> {
    while (!stopping) {
      const error = await syncOnce(registry, client, state);
      if (error !== state.error) options.log(`sync ${state.url}: ${error ?? "done"}`);
      state.synced ||= error === null;
      state.error = error;
      await alarm.wait(error === null ? options.syncMs : RETRY_MS);
      // However often the bell rings, an app that is away is asked at this rate.
      if (error !== null && !stopping) await new Promise((resolve) => setTimeout(resolve, RETRY_MS / 2));
    }
  }
  const loops = apps.map(keepSynced);

  return {
    soon: () => {
      for (const { alarm } of apps) alarm.ring();
    },
    states: () =>
      apps.map(({ state }) => ({
        ...state,
        refused: state.app === null ? null : registry.refusalOf(state.app),
      })),
    async stop() {
      stopping = true;
      for (const { alarm } of apps) alarm.stop();
      await Promise.all(loops);
    },
  };
}

/** One in-band sync. Returns what went wrong, or null. */
async function syncOnce(
  registry: Registry,
  client: AppClient,
  state: { url: string; app: string | null },
): Promise<string | null> {
  const { url } = state;
  try {
    const body = canonicalize({ url }) ?? "";
    const reply = await client.send("PUT", url, body, { "x-inngest-sync-kind": "in_band" });
    if (reply.status !== 200) return `the app answered HTTP ${reply.status}: ${reply.text.slice(0, 200)}`;
    const answer = JSON.parse(reply.text) as { app_id?: unknown; functions?: unknown };
    if (typeof answer.app_id !== "string") return "the answer is not an in-band sync";
    state.app = answer.app_id;
    await registry.register(answer.app_id, answer.functions);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}
