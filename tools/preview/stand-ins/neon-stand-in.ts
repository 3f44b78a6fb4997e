import { connect, databaseUrl } from "@/tools/test/test-server";
import { type StandIn, startStandIn } from "./stand-in";

type Branch = { id: string; name: string; project_id: string; default: boolean; expires_at?: string };
/** How long Neon works on a change. Until then the branch cannot be used, and the project not be changed. */
const OPERATION_MS = 40;

type Operation = {
  id: string;
  branch_id: string;
  action: string;
  status: string;
  until: number;
};

export type NeonStandIn = StandIn & { branches: () => Branch[]; databaseOf: (name: string) => string };

/**
 * Neon's API for one project. A branch's database is a real one on the PostgreSQL at `adminUrl`. As at Neon, a branch is
 * ready only when its operations have ended, and until then changes of the project are refused with 423.
 */
export async function startNeon(options: {
  adminUrl: string;
  databasePrefix: string;
  project: string;
  token: string;
}): Promise<NeonStandIn> {
  const { adminUrl, databasePrefix, project } = options;
  const main: Branch = { id: "br-main", name: "main", project_id: project, default: true };
  const branches: Branch[] = [main];
  const operations: Operation[] = [];
  const databaseOf = (name: string) => `${databasePrefix}${name.replace(/\W/g, "_")}`;
  const begin = (branch_id: string, ...actions: string[]) =>
    actions.map((action) => {
      const one = {
        id: `op-${operations.length}`,
        branch_id,
        action,
        status: "running",
        until: performance.now() + OPERATION_MS,
      };
      operations.unshift(one);
      return one;
    });
  const settle = () => {
    for (const one of operations) if (performance.now() > one.until) one.status = "finished";
  };
  const isBusy = () => {
    settle();
    return operations.some(({ status }) => status === "running");
  };
  const busy = { status: 423, body: { code: "", message: "project already has running operations" } };
  const missing = { status: 404, body: { code: "", message: "branch not found" } };
  const asAdmin = async (statement: string) => {
    const client = await connect(adminUrl);
    await client.query(statement).finally(() => client.end());
  };
  const root = `/projects/${project}`;

  const standIn = await startStandIn(
    [
      {
        method: "GET",
        path: new RegExp(`^${root}/branches$`),
        answer: ({ query }) => ({
          status: 200,
          body: {
            branches: branches.filter(({ name }) => name.includes(query.get("search") ?? "")),
            pagination: {},
          },
        }),
      },
      {
        method: "POST",
        path: new RegExp(`^${root}/branches$`),
        answer: async ({ body }) => {
          if (isBusy()) return busy;
          const { branch, endpoints } = body as {
            branch: { name: string; expires_at: string };
            endpoints: unknown[];
          };
          if (branches.some(({ name }) => name === branch.name))
            return { status: 409, body: { code: "", message: "branch already exists" } };
          await asAdmin(`create database ${databaseOf(branch.name)}`);
          const made = {
            id: `br-${branches.length}-${Date.now()}`,
            project_id: project,
            default: false,
            ...branch,
          };
          branches.push(made);
          const started = begin(made.id, "create_branch", ...endpoints.map(() => "start_compute"));
          return { status: 201, body: { branch: made, endpoints: [], operations: started } };
        },
      },
      {
        method: "PATCH",
        path: new RegExp(`^${root}/branches/([\\w-]+)$`),
        answer: ({ body }, id) => {
          if (isBusy()) return busy;
          const branch = branches.find((one) => one.id === id);
          if (!branch) return missing;
          Object.assign(branch, (body as { branch: object }).branch);
          return { status: 200, body: { branch, operations: [] } };
        },
      },
      {
        method: "DELETE",
        path: new RegExp(`^${root}/branches/([\\w-]+)$`),
        answer: async (_, id) => {
          if (isBusy()) return busy;
          const branch = branches.find((one) => one.id === id);
          if (!branch) return missing;
          branches.splice(branches.indexOf(branch), 1);
          await asAdmin(`drop database ${databaseOf(branch.name)} with (force)`);
          return { status: 200, body: { branch, operations: begin(branch.id, "delete_timeline") } };
        },
      },
      {
        method: "GET",
        path: new RegExp(`^${root}/operations$`),
        answer: () => {
          settle();
          return { status: 200, body: { operations, pagination: {} } };
        },
      },
      {
        method: "GET",
        path: new RegExp(`^${root}/connection_uri$`),
        answer: ({ query }) => {
          const branch = isBusy() ? undefined : branches.find(({ id }) => id === query.get("branch_id"));
          if (!branch || query.get("database_name") !== "neondb" || query.get("role_name") !== "neondb_owner")
            return missing;
          const uri = new URL(databaseUrl(adminUrl, databaseOf(branch.name)));
          uri.password ||= `neon-password-of-${branch.id}`;
          uri.searchParams.set("application_name", query.get("pooled") === "true" ? "pooled" : "direct");
          return { status: 200, body: { uri: uri.href } };
        },
      },
    ],
    options.token,
  );
  return { ...standIn, branches: () => branches.filter((branch) => branch !== main), databaseOf };
}
