import { z } from "zod";
import { locales } from "@/server/shared/airline";
import { comparableEmail } from "@/server/shared/email";
import { listCursor, pageNumber } from "@/server/shared/fields";
import { userRoles } from "@/server/shared/staff-permissions";
import { searchText, shownName } from "@/server/shared/text";
import { accountEmail, newPassword, PASSWORD_MAX_LENGTH } from "./account-schemas";

const email = accountEmail;

export const registerUserInput = z.object({
  email,
  name: shownName,
  password: newPassword,
  locale: z.enum(locales),
});
export type RegisterUserInput = z.input<typeof registerUserInput>;

export const changeLanguageInput = z.object({ locale: z.enum(locales) });
export type ChangeLanguageInput = z.input<typeof changeLanguageInput>;

/** `from` is the role that the page shows. */
export const changeRoleInput = z.object({ email, from: z.enum(userRoles), role: z.enum(userRoles) });
export type ChangeRoleInput = z.input<typeof changeRoleInput>;

export const listStaffInput = z.object({ page: pageNumber });
export type ListStaffInput = z.input<typeof listStaffInput>;

/** Lenient on purpose: an impossible address or password gets the same answer as a wrong password. */
export const verifyPasswordInput = z.object({
  email: z.string().max(254).transform(comparableEmail),
  password: z.string().max(PASSWORD_MAX_LENGTH),
});
export type VerifyPasswordInput = z.input<typeof verifyPasswordInput>;

export const linkOauthAccountInput = z.object({
  provider: z.enum(["google", "kakao", "naver"]),
  providerAccountId: z.string().min(1),
  /** The provider has verified it. */
  email,
  name: z.string().nullable(),
  locale: z.enum(locales),
});
export type LinkOauthAccountInput = z.input<typeof linkOauthAccountInput>;

/** A user as pages and sessions know them. */
export const userView = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  email: z.string(),
  role: z.enum(userRoles),
  locale: z.enum(locales),
});
export type User = z.output<typeof userView>;

export const customerIds = z.array(z.uuid()).max(1_000);

const customerOrders = ["NAME", "JOINED"] as const;
export type CustomerOrder = (typeof customerOrders)[number];

export const listCustomersInput = z.object({
  /** Empty for all customers. */
  q: searchText(100).default(""),
  /** Ids of customers that another context found by `q`. */
  also: customerIds.default([]),
  sort: z.enum(customerOrders),
  descending: z.boolean().default(false),
  cursor: listCursor,
});
export type ListCustomersInput = z.input<typeof listCustomersInput>;

/** A member as the airline's staff see them. */
export const customerView = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  email: z.string().meta({ description: "Masked for staff who may not read personal data." }),
  isStaff: z.boolean().meta({ description: "Works for the airline." }),
  locale: z.enum(locales),
  joinedAt: z.date(),
});
export type Customer = z.output<typeof customerView>;

export { GUEST_HOURS, type Guest, type RegisterGuestInput } from "./guests/guest-schemas";
export type { AccountMail } from "./links/mail-schemas";
export { type OpenSession, openSession, type Visit } from "./sessions/session-schemas";

/** One sign-in of a user, as its cookie holds it. */
export type Session = {
  userId: string;
  /** Null in cookies of releases that gave sessions no id. */
  sessionId: string | null;
  /** The user's session version at the sign-in. */
  version: number;
  /** When the session ends, in seconds since 1970 by the database's clock. */
  expiresAtSeconds: number;
};

/** How long a session lasts after its sign-in. Nothing extends it, so nobody can keep a stolen cookie alive. */
export const SESSION_SECONDS = 14 * 24 * 60 * 60;

/** How often the latest use of a session is written at most. */
export const NOTE_SECONDS = 600;
