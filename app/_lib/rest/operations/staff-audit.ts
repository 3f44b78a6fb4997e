import { z } from "zod";
import { forwards, sortedQuery } from "@/app/_lib/rest/list-query";
import { operation } from "@/app/_lib/rest/operation";
import { pageOf } from "@/app/_lib/rest/pages";
import { named } from "@/app/_lib/rest/schema-names";
import { listAudit as list } from "@/server/assurance/queries";
import { auditFilter, auditRow } from "@/server/assurance/schemas";
import { parse } from "@/server/shared/parse";

export const listAudit = operation({
  ...{ id: "listAudit", method: "GET", path: "/admin/audit", tag: "Staff: audit" },
  summary: "The audit log",
  description:
    "`person`: an account's id or name, the beginning of its e-mail address, a network address, or the name of a process. `target`: the id of what was changed, or a locator. Days are Korean, both included.",
  scope: "audit:read",
  query: z.object({ ...auditFilter.shape, ...sortedQuery({ descending: true, limit: 50 }) }),
  response: pageOf("AuditPage", named("AuditRow", auditRow)),
  run: async (ctx, { query: { limit: rows, descending, cursor, ...filter } }) =>
    forwards(await list(ctx, { filter: parse(auditFilter, filter), descending, cursor }, rows), cursor),
});
