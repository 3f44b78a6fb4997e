import { connect } from "@/tools/test/test-server";
import { type StandIn, startStandIn } from "./stand-in";

export type Deployment = {
  uid: string;
  url: string;
  env: Record<string, string>;
  meta: Record<string, string>;
  /** None for a preview. */
  target?: string;
  /** What vercel.json says, as the real command line passes it on. */
  regions?: string[];
};

export type VercelStandIn = StandIn & {
  deployments: Deployment[];
  aliases: Map<string, string>;
  /** Where the site of an address answers: a host's or a deployment's own. */
  at: (url: string) => string;
};

/**
 * Vercel's API for one team, and the sites that it serves. `variables` are the project's own, which every deployment gets;
 * `domain` is the production's.
 */
export async function startVercel(options: {
  token: string;
  team: string;
  variables?: Record<string, string>;
  domain?: string;
}): Promise<VercelStandIn> {
  const { token, team, variables = {}, domain = "air.example" } = options;
  const deployments: Deployment[] = [];
  const aliases = new Map<string, string>();
  const find = (id?: string) => deployments.find(({ uid, url }) => uid === id || url === id);
  const missing = { status: 404, body: { error: { code: "not_found", message: "not found" } } };
  const described = ({ uid, url }: Deployment) => ({
    ...{
      id: uid,
      url,
      name: "msa-air",
      readyState: "READY",
      status: "READY",
      alias: [],
      aliasAssigned: Date.now(),
    },
    ...{
      projectId: "prj",
      ownerId: team,
      inspectorUrl: `https://vercel.example/${uid}`,
      creator: { uid: "user" },
    },
  });
  const api = await startStandIn(
    [
      {
        method: "POST",
        path: /^\/v13\/deployments$/,
        answer: ({ body, query }) => {
          if (query.get("teamId") !== team)
            return { status: 403, body: { error: { message: "not your team" } } };
          const uid = `dpl_${deployments.length}${Date.now().toString(36)}`;
          const made = {
            uid,
            url: `msa-air-${uid.slice(4)}.vercel.app`,
            ...(body as Omit<Deployment, "uid" | "url">),
          };
          deployments.unshift(made);
          return { status: 200, body: described(made) };
        },
      },
      // What the real command line asks before and after it deploys.
      {
        method: "GET",
        path: /^\/v2\/user$/,
        answer: () => ({ status: 200, body: { user: { id: "user" } } }),
      },
      {
        method: "GET",
        path: /^\/teams\/(\w+)$/,
        answer: (_, id) => ({ status: 200, body: { id, slug: "air" } }),
      },
      {
        method: "GET",
        path: /^\/v9\/projects\/(\w+)$/,
        answer: (_, id) => ({ status: 200, body: { id, name: "msa-air", accountId: team } }),
      },
      {
        method: "GET",
        path: /^\/v13\/deployments\/([\w.-]+)$/,
        answer: (_, id) => {
          const found = find(id);
          return found ? { status: 200, body: described(found) } : missing;
        },
      },
      {
        method: "GET",
        path: /^\/v6\/deployments$/,
        answer: ({ query }) => {
          const wanted = [...query].filter(([name]) => name.startsWith("meta-"));
          const found = deployments.filter(({ meta }) =>
            wanted.every(([name, value]) => meta[name.slice("meta-".length)] === value),
          );
          return {
            status: 200,
            body: { deployments: found, pagination: { count: found.length, next: null } },
          };
        },
      },
      {
        method: "POST",
        path: /^\/v2\/deployments\/([\w.-]+)\/aliases$/,
        answer: ({ body }, id) => {
          const deployment = find(id);
          if (!deployment) return missing;
          const { alias } = body as { alias: string };
          aliases.set(alias, deployment.uid);
          return { status: 200, body: { uid: `als_${alias}`, alias, created: new Date().toISOString() } };
        },
      },
      {
        method: "POST",
        path: /^\/v10\/projects\/(\w+)\/promote\/([\w.-]+)$/,
        answer: (_, _project, id) => {
          const deployment = find(id);
          if (deployment?.target !== "production") return missing;
          aliases.set(domain, deployment.uid);
          return { status: 201, body: {} };
        },
      },
      {
        method: "DELETE",
        path: /^\/v2\/aliases\/([\w.-]+)$/,
        answer: (_, alias) =>
          aliases.delete(alias ?? "") ? { status: 200, body: { status: "SUCCESS" } } : missing,
      },
      {
        method: "DELETE",
        path: /^\/v13\/deployments\/(\w+)$/,
        answer: (_, id) => {
          const deployment = find(id);
          if (!deployment) return missing;
          deployments.splice(deployments.indexOf(deployment), 1);
          return { status: 200, body: { uid: deployment.uid, state: "DELETED" } };
        },
      },
    ],
    token,
  );
  const site = await startStandIn(
    [{ method: "GET", path: /^\/([\w.-]+)(\/.*)$/, answer: (_, host = "", path = "") => serve(host, path) }],
    null,
  );
  const serve = async (host: string, path: string) => {
    const deployment = find(aliases.get(host) ?? host);
    const days = deployment ? await daysOnSale({ ...variables, ...deployment.env }.DATABASE_URL) : null;
    if (days === null) return { status: 503, body: { status: "unavailable" } };
    return { status: 200, body: path === "/api/v1/fares" ? days : { status: "ok" } };
  };
  const at = (url: string) => `${site.url}/${new URL(url).host}`;
  const close = async () => void (await Promise.all([api.close(), site.close()]));
  return { ...api, deployments, aliases, at, close };
}

/** The days with flights, out of the database that the deployment's variables name; null when that does not answer. */
async function daysOnSale(databaseUrl?: string): Promise<{ date: string }[] | null> {
  if (!databaseUrl) return null;
  const client = await connect(databaseUrl);
  try {
    const { rows } = await client.query("select distinct departure_date::text as date from schedule.flights");
    return rows;
  } catch {
    return null;
  } finally {
    await client.end();
  }
}
