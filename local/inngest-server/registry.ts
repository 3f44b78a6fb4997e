import canonicalize from "canonicalize";
import type { Pool } from "pg";
import { UnsupportedFunction } from "./config-reader";
import { nextCronRun } from "./cron";
import { transaction } from "./database";
import { type FunctionConfig, readFunction, readFunctions } from "./function-config";
import { FAILED_EVENT } from "./trigger-config";

/** The registered functions, in memory. PostgreSQL has them too, for the time between a restart and the next sync. */
export interface Registry {
  get(functionId: string): FunctionConfig | undefined;
  /** Functions that an event triggers. `failedId` is the failed function of an inngest/function.failed. */
  triggeredBy(eventName: string, failedId?: string): FunctionConfig[];
  isEmpty(): boolean;
  /**
   * Replaces an app's functions as a whole: true if something changed. Throws UnsupportedFunction when one of
   * them is refused; the functions and crons of the last accepted registration stay.
   */
  register(app: string, functions: unknown): Promise<boolean>;
  /** Why an app's last registration was refused, or null. */
  refusalOf(app: string): string | null;
}

export async function openRegistry(db: Pool, onChange: () => void): Promise<Registry> {
  const apps = new Map<string, { text: string; functions: FunctionConfig[] }>();
  const { rows } = await db.query<{ app: string; config: string }>(
    "select app, config from function order by id",
  );
  for (const app of new Set(rows.map((row) => row.app))) {
    const raw = rows.filter((row) => row.app === app).map((row) => JSON.parse(row.config) as unknown);
    // This server may refuse what an older one stored: the next sync says so.
    const functions = raw.flatMap((config) => readable(config));
    apps.set(app, { text: functions.length === raw.length ? (canonicalize(raw) ?? "") : "", functions });
  }

  const refusals = new Map<string, string>();
  const accepted = (app: string, raw: unknown): FunctionConfig[] => {
    try {
      const functions = readFunctions(raw);
      refusals.delete(app);
      return functions;
    } catch (error) {
      if (error instanceof UnsupportedFunction) refusals.set(app, error.message);
      throw error;
    }
  };

  let byId = index(apps);
  return {
    refusalOf: (app) => refusals.get(app) ?? null,
    get: (functionId) => byId.get(functionId),
    isEmpty: () => byId.size === 0,
    triggeredBy: (eventName, failedId) =>
      [...byId.values()].filter((fn) => fn.events.some((trigger) => matches(trigger, eventName, failedId))),
    async register(app, raw) {
      const functions = accepted(app, raw);
      const ordered = [...(raw as { id: string }[])].sort((a, b) => (a.id < b.id ? -1 : 1));
      const text = canonicalize(ordered) ?? "";
      if (apps.get(app)?.text === text) return false;
      await store(db, app, ordered, functions);
      apps.set(app, { text, functions });
      byId = index(apps);
      onChange();
      return true;
    },
  };
}

function index(apps: Map<string, { functions: FunctionConfig[] }>): Map<string, FunctionConfig> {
  return new Map([...apps.values()].flatMap((app) => app.functions.map((fn) => [fn.id, fn] as const)));
}

function readable(config: unknown): FunctionConfig[] {
  try {
    return [readFunction(config)];
  } catch {
    return [];
  }
}

function matches(trigger: FunctionConfig["events"][number], eventName: string, failedId?: string): boolean {
  const named = trigger.name.endsWith("*")
    ? eventName.startsWith(trigger.name.slice(0, -1)) && eventName !== FAILED_EVENT
    : trigger.name === eventName;
  return named && (trigger.failureOf === null || trigger.failureOf === failedId);
}

async function store(
  db: Pool,
  app: string,
  raw: { id: string }[],
  functions: FunctionConfig[],
): Promise<void> {
  const crons = functions.flatMap((fn) => fn.crons.map((expression) => ({ functionId: fn.id, expression })));
  await transaction(db, async (client) => {
    await client.query(
      `delete from cron where function_id in (select id from function where app = $1)
         and (function_id, expression) not in (select * from unnest($2::text[], $3::text[]))`,
      [app, crons.map((cron) => cron.functionId), crons.map((cron) => cron.expression)],
    );
    await client.query("delete from function where app = $1 or id = any($2)", [app, raw.map((fn) => fn.id)]);
    await client.query(
      "insert into function (id, app, config) select * from unnest($1::text[], $2::text[], $3::text[])",
      [raw.map((fn) => fn.id), raw.map(() => app), raw.map((fn) => JSON.stringify(fn))],
    );
    await client.query(
      `insert into cron (function_id, expression, next_at)
       select * from unnest($1::text[], $2::text[], $3::timestamptz[]) on conflict do nothing`,
      [
        crons.map((cron) => cron.functionId),
        crons.map((cron) => cron.expression),
        crons.map((cron) => nextCronRun(cron.expression, new Date())),
      ],
    );
  });
}
