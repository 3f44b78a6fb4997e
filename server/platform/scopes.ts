/**
 * What an access token lets its client do, on top of what the client's account may do: a scope opens an operation, the verb
 * behind it still authorises the account. `staff`: only an account of the airline's staff can have it.
 */
export const scopes = {
  /** Timetable, fares and offers, which anybody may read: for a client that only searches, within its own limits. */
  "flights:read": { staff: false },
  /** The account's own bookings: holds, trips, quotes, history. */
  "bookings:read": { staff: false },
  /** To hold, name passengers, choose seats, pay, change, cancel, split and correct. */
  "bookings:write": { staff: false },
  "miles:read": { staff: false },
  "messages:read": { staff: false },
  "messages:write": { staff: false },
  "schedule:read": { staff: true },
  "schedule:write": { staff: true },
  "manifests:read": { staff: true },
  /** Reservations of all customers. */
  "reservations:read": { staff: true },
  "reservations:write": { staff: true },
  "customers:read": { staff: true },
  "customers:write": { staff: true },
  "sale-events:read": { staff: true },
  "sale-events:write": { staff: true },
  "audit:read": { staff: true },
} as const satisfies Record<string, { staff: boolean }>;

export type Scope = keyof typeof scopes;
export const scopeNames = Object.keys(scopes) as Scope[];

/** Returns true if a client that acts for such an account can have the scope. */
export const isScopeFor = (scope: Scope, isStaffAccount: boolean): boolean =>
  isStaffAccount || !scopes[scope].staff;

/** Those of the stored scopes that this version knows, in the order of the table. */
export const knownScopes = (stored: readonly string[]): Scope[] =>
  scopeNames.filter((scope) => stored.includes(scope));
