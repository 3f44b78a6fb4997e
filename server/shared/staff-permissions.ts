/** What a person of the airline's staff works as. A role is given by an administrator. */
export const staffRoles = ["AGENT", "SCHEDULER", "REVENUE", "AUDITOR", "ADMIN"] as const;
export type StaffRole = (typeof staffRoles)[number];

/** What an account can be. */
export const userRoles = ["CUSTOMER", ...staffRoles] as const;
export type UserRole = (typeof userRoles)[number];

/** Who may do what. ADMIN may do everything; every verb for staff names one of these permissions. */
const rolesWith = {
  /** Reservations, their history and their messages. */
  "reservation.read": ["AGENT", "SCHEDULER", "REVENUE", "AUDITOR"],
  /** To change, cancel, split and correct a reservation on its customer's behalf, to assign seats and write notes. */
  "reservation.change": ["AGENT"],
  /** To leave out a fee, with a reason. */
  "fee.waive": ["AGENT", "REVENUE"],
  /** Customers with their trips, miles and messages. */
  "customer.read": ["AGENT", "AUDITOR"],
  "customer.change": ["AGENT"],
  /** To give or take miles by hand, with a reason. */
  "miles.adjust": ["AGENT"],
  /** Birth dates, contacts and addresses in full; whoever lacks it sees them masked. */
  "personal-data.read": ["AGENT"],
  /** Passports that customers keep in their profiles; each reading is in the audit log. */
  "passport.read": ["AGENT"],
  "schedule.read": ["AGENT", "SCHEDULER", "REVENUE", "AUDITOR"],
  "schedule.change": ["SCHEDULER"],
  /** Sales figures, loads and charges. */
  "sales.read": ["SCHEDULER", "REVENUE", "AUDITOR"],
  /** Sale events and their waiting rooms. */
  "sale-event.read": ["AGENT", "SCHEDULER", "REVENUE", "AUDITOR"],
  "sale-event.change": ["REVENUE"],
  /** The state of the system: laws, queues, dead letters, sagas. */
  "operation.read": ["AUDITOR"],
  "operation.change": [],
  /** Clients of the API and webhooks. */
  "platform.read": ["AUDITOR"],
  "platform.change": [],
  "audit.read": ["AUDITOR"],
  /** To give and take roles. */
  "staff.change": [],
} as const satisfies Record<string, readonly StaffRole[]>;

export type StaffPermission = keyof typeof rolesWith;
export const permissions = Object.keys(rolesWith) as StaffPermission[];

/** Returns true if a person with this role may do it; a customer may do none of it. */
export const isPermitted = (role: UserRole, permission: StaffPermission): boolean =>
  role === "ADMIN" || (rolesWith[permission] as readonly UserRole[]).includes(role);
