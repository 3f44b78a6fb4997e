import { z } from "zod";
import { type Api, askApi, deleteIfThere } from "@/tools/deploy/ask-api";
import type { VercelProject } from "@/tools/deploy/vercel-cli";
import type { CloudSettings } from "./preview-settings";

/** The API of Vercel for one team and project. */
export type Vercel = { api: Api; project: VercelProject };

const deployments = z.object({
  deployments: z.array(z.object({ uid: z.string(), url: z.string() })),
  pagination: z.object({ next: z.number().nullish() }).optional(),
});
const alias = z.object({ uid: z.string(), alias: z.string() });

export const vercelOf = (settings: CloudSettings, { pauseMs }: { pauseMs?: number } = {}): Vercel => ({
  api: {
    name: "Vercel",
    url: settings.VERCEL_API_URL ?? "https://api.vercel.com",
    headers: { Authorization: `Bearer ${settings.VERCEL_TOKEN}` },
    pauseMs,
  },
  project: {
    token: settings.VERCEL_TOKEN,
    teamId: settings.VERCEL_ORG_ID,
    projectId: settings.VERCEL_PROJECT_ID,
    apiUrl: settings.VERCEL_API_URL,
  },
});

/** The team of a request. An account without a team has an id of another form, and is then named by the token alone. */
const team = ({ teamId }: VercelProject, more: Record<string, string> = {}) =>
  new URLSearchParams({ ...(teamId.startsWith("team_") ? { teamId } : {}), ...more });

/** Returns the deployments that carry these marks, newest first. */
export async function listDeployments(
  { api, project }: Vercel,
  meta: Record<string, string>,
): Promise<{ uid: string; url: string }[]> {
  const marks = Object.fromEntries(Object.entries(meta).map(([name, value]) => [`meta-${name}`, value]));
  const found: { uid: string; url: string }[] = [];
  for (let until: number | null | undefined; ; ) {
    const more: Record<string, string> = until ? { until: String(until) } : {};
    const query = team(project, { projectId: project.projectId, limit: "100", ...marks, ...more });
    const page = await askApi(api, { method: "GET", path: `/v6/deployments?${query}`, answer: deployments });
    found.push(...page.deployments);
    until = page.pagination?.next;
    if (!until) return found;
  }
}

/** Makes a stable host show a deployment, whatever it showed before. */
export async function assignHost({ api, project }: Vercel, deployment: string, host: string): Promise<void> {
  const id = encodeURIComponent(deployment.replace(/^https:\/\//, ""));
  await askApi(api, {
    method: "POST",
    path: `/v2/deployments/${id}/aliases?${team(project)}`,
    body: { alias: host },
    answer: alias,
  });
}

/** Takes a host away. One that is gone is no error. */
export const removeHost = async ({ api, project }: Vercel, host: string): Promise<void> =>
  void (await deleteIfThere(api, `/v2/aliases/${encodeURIComponent(host)}?${team(project)}`, z.unknown()));

/** Deletes a deployment. One that is gone is no error. */
export const deleteDeployment = async ({ api, project }: Vercel, uid: string): Promise<void> =>
  void (await deleteIfThere(
    api,
    `/v13/deployments/${encodeURIComponent(uid)}?${team(project)}`,
    z.unknown(),
  ));
