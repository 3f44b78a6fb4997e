import type { z } from "zod";
import type { Scope } from "@/server/platform/scopes";
import type { RequestContext } from "@/server/shared/context";
import type { ErrorCode } from "@/server/shared/errors";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** The chapters of the documentation, in its order. */
export const tags = {
  Flights: "Timetable, fares, offers and seats. Anybody may ask.",
  Bookings: "From the hold to the payment, for the account's own bookings.",
  Changes: "Cancellations, changes of flights, splits and corrections, each by a quote.",
  "Miles and messages": "The account's miles, its history and its messages.",
  Account: "The devices on which the account is signed in, and what is kept of its owner.",
  "Staff: flights": "Timetable and sales, for the airline's staff.",
  "Staff: reservations": "Reservations of all customers, for the airline's staff.",
  "Staff: customers": "Customers with their trips, miles and messages, for the airline's staff.",
  "Legal documents": "What customers agree to. Anybody may ask.",
  "Waiting rooms": "Places at the opening of a sale, for what answers WAITING_ROOM.",
  "Staff: sale events": "Openings of a sale with a waiting room, for the airline's staff.",
  "Staff: audit": "Who changed what, for the airline's own monitoring.",
} as const;
export type Tag = keyof typeof tags;

type Values<S> = S extends z.ZodType ? z.output<S> : Record<never, never>;

type Input<P, Q, B> = {
  params: Values<P>;
  query: Values<Q>;
  /** As it came: the verb checks it by the same schema, so that its field errors name the fields of the body. */
  body: B extends z.ZodType ? z.input<B> : undefined;
};

/**
 * One operation of the public API: what its document says, and what it does. `serve` makes a route of it, `openApiDocument`
 * describes it, and the MCP server offers some of them as tools.
 */
export type Operation<
  P extends z.ZodType | undefined = z.ZodType | undefined,
  Q extends z.ZodType | undefined = z.ZodType | undefined,
  B extends z.ZodType | undefined = z.ZodType | undefined,
  R extends z.ZodType | undefined = z.ZodType | undefined,
> = {
  /** The name of the operation in clients that are generated from the document. */
  id: string;
  method: Method;
  /** Below `/api/v1`, with `{name}` for each parameter. */
  path: `/${string}`;
  tag: Tag;
  summary: string;
  description?: string;
  /** What an access token needs: this scope, or one of these. Null for what anybody may ask. */
  scope: Scope | readonly Scope[] | null;
  params?: P;
  query?: Q;
  body?: B;
  /** Without a body the request counts as an empty object. */
  bodyOptional?: true;
  /** The status of success; 204 without a response. */
  status?: 200 | 201 | 202 | 204;
  response?: R;
  /** The media type of the file that it answers in place of JSON: `run` returns a `MadeFile`. */
  file?: string;
  /** The refusals of the verb, on top of those that every operation has (`commonErrors`). */
  errors?: readonly ErrorCode[];
  /** The reservation that it is about, when its traveller may ask too. */
  trip?: (params: Values<P>) => string;
  /** The version of the order that is answered, for `ETag`. */
  version?: (answer: R extends z.ZodType ? z.output<R> : never) => number;
  /**
   * The age of the answer in milliseconds, for a read whose answer is the same for everybody: caches may share it
   * (shared-answer.ts). Its `run` knows nobody who asks without a token.
   */
  ageMs?: (answer: R extends z.ZodType ? z.output<R> : never) => number;
  /** The answer is the same for everybody: caches on the way may keep it, by this `Cache-Control`. */
  cacheControl?: string;
  /** A write on an order: it takes `If-Match`, and its `ETag` is the version after it. The verb calls `requireVersion`. */
  conditional?: true;
  /** The audit log's name of the list of people that it answers: what a client reads of it is recorded there. */
  peopleList?: "customers" | "manifest" | "reservations";
  /** It makes an order, whose version is the `ETag`. */
  makesOrder?: true;
  run: (ctx: RequestContext, input: Input<P, Q, B>) => Promise<R extends z.ZodType ? z.output<R> : unknown>;
};

/** Checks the parts of an operation against each other. */
export const operation = <
  P extends z.ZodType | undefined = undefined,
  Q extends z.ZodType | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
  R extends z.ZodType | undefined = undefined,
>(
  definition: Operation<P, Q, B, R>,
): Operation<P, Q, B, R> => definition;

/** An operation of any shape: lists of operations have this type. */
// biome-ignore lint/suspicious/noExplicitAny: the parts of an operation are related to each other, not to other operations.
export type AnyOperation = Omit<Operation<any, any, any, any>, "version" | "ageMs"> & {
  version?: (answer: never) => number;
  ageMs?: (answer: never) => number;
};

export const statusOf = ({ status, response, file }: AnyOperation): number =>
  status ?? (response || file ? 200 : 204);

/** The scopes of which a token needs one; none for what anybody may ask. */
export const scopesOf = ({ scope }: Pick<AnyOperation, "scope">): readonly Scope[] => [scope ?? []].flat();

/** Returns true for what only the airline's staff may ask, whoever owns the reservation. */
export const isForStaff = ({ path }: Pick<AnyOperation, "path">): boolean => path.startsWith("/admin/");

export const isWrite = ({ method }: Pick<AnyOperation, "method">): boolean => method !== "GET";

/** Returns true for operations whose answers have an `ETag`. */
export const hasEntityTag = ({ version, conditional, makesOrder }: AnyOperation): boolean =>
  Boolean(version ?? conditional ?? makesOrder);
