import { z } from "zod";
import { listCursor } from "@/server/shared/fields";
import { isLocalDate } from "@/server/shared/time";

/** The first character that is not a control character or a space may be anything: ids, codes, names and addresses are searched. */
const text = z.string().trim().max(254, "tooBig").optional();
const code = z
  .string()
  .max(60)
  .regex(/^[a-z][a-z0-9-]*$/)
  .optional();
const day = z.string().refine(isLocalDate, "dateInvalid").optional();

/** Which audit rows are listed. Days are Korean; `from` and `to` belong to the period. */
export const auditFilter = z
  .object({
    /** A user's id or name, the beginning of an e-mail address, a network address, or the name of a process. */
    person: text,
    entity: code,
    /** The id of an entity, or a record locator: then also its payments and segments. */
    target: text,
    action: code,
    from: day,
    to: day,
  })
  .refine(({ from, to }) => !from || !to || from <= to, { path: ["to"], error: "periodInvalid" });
export type AuditFilter = z.output<typeof auditFilter>;

export const listAuditInput = z.object({
  filter: auditFilter,
  descending: z.boolean().default(true),
  /** The number of the newest row that counts; without it all do. */
  newest: z
    .string()
    .regex(/^\d{1,15}$/)
    .optional(),
  cursor: listCursor,
});
export type ListAuditInput = z.input<typeof listAuditInput>;

const json = z.unknown();

/** One row of the audit log, with what staff need to know about it. */
export const auditRow = z.object({
  id: z.string().meta({ description: "The number of the row, as text." }),
  at: z.date(),
  actorKind: z.string().meta({
    description: "CUSTOMER, TRAVELLER, SYSTEM, ANONYMOUS, or the role that staff had.",
  }),
  actorId: z
    .string()
    .nullable()
    .meta({ description: "An account's id, the name of a process, or a network address." }),
  person: z.object({ name: z.string(), email: z.string(), role: z.string() }).nullable().meta({
    description: "The person as the account has it now; null for processes, and for accounts that are gone.",
  }),
  action: z.string(),
  entity: z.string(),
  entityId: z.string(),
  before: json,
  after: json,
  reservation: z.object({ id: z.string(), locator: z.string() }).nullable(),
  flight: z.string().nullable().meta({ description: "The number and the day of a flight." }),
  seal: z.object({ seq: z.string(), hash: z.string() }).nullable().meta({
    description:
      "The place and hash in the chain; null until the row is sealed, some seconds after its commit.",
  }),
});
export type AuditRow = z.output<typeof auditRow>;

/** The state of the hash chain. */
export const auditChain = z.object({
  /** The newest seal; null when nothing is sealed. */
  head: z.object({ seq: z.string(), hash: z.string() }).nullable(),
  /** The last check of the whole chain; null before the first one. */
  checked: z.object({ at: z.date(), seq: z.string(), broken: z.number() }).nullable(),
});
export type AuditChain = z.output<typeof auditChain>;
