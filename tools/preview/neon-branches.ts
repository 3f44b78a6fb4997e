import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { type Api, askApi, createOnce, deleteIfThere } from "@/tools/deploy/ask-api";
import type { CloudSettings } from "./preview-settings";

const branch = z.object({ id: z.string(), name: z.string(), expires_at: z.string().nullish() });
const operation = z.object({
  id: z.string(),
  branch_id: z.string().optional(),
  action: z.string(),
  status: z.string(),
  error: z.string().optional(),
});
const listed = z.object({ operations: z.array(operation) });
const branches = z.object({
  branches: z.array(branch),
  pagination: z.object({ next: z.string().optional() }).optional(),
});
const address = z.object({ uri: z.url({ protocol: /^postgres(ql)?$/ }) });

export type NeonBranch = z.output<typeof branch>;
/** A Neon project, and how it is asked. */
export type Neon = { api: Api; project: string };

type Options = { pauseMs?: number };

/** Neon's API, version 2, for the project that holds the previews. */
export const neonOf = (
  settings: Pick<CloudSettings, "NEON_API_URL" | "NEON_API_KEY" | "NEON_PROJECT_ID">,
  { pauseMs }: Options = {},
): Neon => ({
  api: {
    name: "Neon",
    url: settings.NEON_API_URL,
    headers: { Authorization: `Bearer ${settings.NEON_API_KEY}` },
    pauseMs,
  },
  project: `/projects/${encodeURIComponent(settings.NEON_PROJECT_ID)}`,
});

/** Returns the branches whose name contains `search`. */
export async function listBranches({ api, project }: Neon, search: string): Promise<NeonBranch[]> {
  const found: NeonBranch[] = [];
  for (let cursor: string | undefined; ; ) {
    const query = new URLSearchParams({ search, limit: "100", ...(cursor ? { cursor } : {}) });
    const page = await askApi(api, { method: "GET", path: `${project}/branches?${query}`, answer: branches });
    found.push(...page.branches);
    const next = page.pagination?.next;
    if (!next || next === cursor || page.branches.length === 0) return found;
    cursor = next;
  }
}

/** Returns the branch with this very name; null when there is none. */
const findBranch = async (neon: Neon, name: string): Promise<NeonBranch | null> =>
  (await listBranches(neon, name)).find((found) => found.name === name) ?? null;

/**
 * Makes sure that there is one branch with this name, from the project's default branch, with a compute endpoint, and that
 * it can be used. Neon deletes it at `expiresAt` if nobody else does; another call moves that day.
 */
export async function ensureBranch(
  neon: Neon,
  name: string,
  expiresAt: Date,
): Promise<{ branch: NeonBranch; created: boolean }> {
  const { api, project } = neon;
  const expires_at = expiresAt.toISOString().replace(/\.\d+Z$/, "Z");
  const { thing, created } = await createOnce(
    api,
    () => findBranch(neon, name),
    async () => {
      const body = { branch: { name, expires_at }, endpoints: [{ type: "read_write" }] };
      const answer = z.object({ branch, ...listed.shape });
      const made = await askApi(api, { method: "POST", path: `${project}/branches`, body, answer });
      return made.branch;
    },
  );
  if (!created) {
    const path = `${project}/branches/${thing.id}`;
    await askApi(api, {
      method: "PATCH",
      path,
      body: { branch: { expires_at } },
      answer: z.object({ branch }),
    });
  }
  await untilIdle(neon, thing.id);
  return { branch: thing, created };
}

/** Returns the two addresses of a branch: through Neon's pooler for the site, and direct for migrations. */
export async function addressesOf(
  { api, project }: Neon,
  branchId: string,
  { database, role }: { database: string; role: string },
): Promise<{ pooled: string; direct: string }> {
  const uri = async (pooled: boolean) => {
    const query = new URLSearchParams({
      branch_id: branchId,
      database_name: database,
      role_name: role,
      pooled: String(pooled),
    });
    const path = `${project}/connection_uri?${query}`;
    return (await askApi(api, { method: "GET", path, answer: address })).uri;
  };
  return { pooled: await uri(true), direct: await uri(false) };
}

/** Deletes the branch with this name and waits until it is gone. @returns false when there was none. */
export async function deleteBranch(neon: Neon, name: string): Promise<boolean> {
  const found = await findBranch(neon, name);
  if (!found) return false;
  const path = `${neon.project}/branches/${found.id}`;
  await deleteIfThere(neon.api, path, listed.nullable());
  await untilIdle(neon, found.id);
  return true;
}

const ENDED = ["finished", "skipped"];
const FAILED = ["failed", "error", "cancelled"];
const PATIENCE_MS = 5 * 60_000;

/**
 * Waits until Neon has ended all that it does with a branch.
 *
 * @throws Error when the newest of it failed (an older failure may have been repaired), or when it takes over 5 minutes.
 */
async function untilIdle({ api, project }: Neon, branchId: string): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    const all = await askApi(api, { method: "GET", path: `${project}/operations?limit=100`, answer: listed });
    const ours = all.operations.filter((one) => one.branch_id === branchId);
    // The newest comes first.
    const [newest] = ours;
    if (newest && FAILED.includes(newest.status))
      throw new Error(
        `Neon: ${newest.action} ended with ${newest.status}: ${newest.error ?? "no reason given"}`,
      );
    const open = ours.filter(({ status }) => ![...ENDED, ...FAILED].includes(status));
    if (open.length === 0) return;
    if (performance.now() > until) throw new Error(`Neon: ${open[0]?.action} has not ended in 5 minutes`);
    await pause(api.pauseMs ?? 1_000);
  }
}
