import type { RequestContext } from "@/server/shared/context";
import { recordClientRead } from "@/server/shared/list-export";
import type { AnyOperation } from "./operation";

type Input = { params: object; query: object; body: unknown };

/**
 * Runs an operation. When a client reads a list of people, the audit log says so before the first of them is sent: which client,
 * what it asked for, and how many it got.
 */
export async function runOperation(
  { peopleList: list, run }: AnyOperation,
  ctx: RequestContext,
  { params, query, body }: Input,
): Promise<unknown> {
  const data: unknown = await run(ctx, { params, query, body });
  if (list) await recordClientRead(ctx, { list, filter: { ...params, ...query }, rows: rowsOf(data) });
  return data;
}

/** A list, or a page of one. */
const rowsOf = (data: unknown): number =>
  (Array.isArray(data) ? data : (data as { items: readonly unknown[] }).items).length;
