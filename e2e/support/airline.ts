import type { Browser, BrowserContext, BrowserContextOptions } from "@playwright/test";
import { sql } from "drizzle-orm";
import { sealSession } from "@/app/_lib/auth/session-cookie";
import { closeDatabase, database } from "@/db/client";
import { hasBacklog } from "@/server/assurance/backlog-view";
import { checkLaws, isDrained } from "@/server/assurance/check-laws";
import type { LawReport } from "@/server/assurance/schemas";
import { giveMemberConsents } from "@/server/consent";
import { documentsToAccept } from "@/server/consent/queries";
import { MEMBER_DOCUMENTS } from "@/server/consent/schemas";
import { hashPassword } from "@/server/identity/hash-password";
import { insertUser } from "@/server/identity/register-user";
import { startSession } from "@/server/identity/start-session";
import type { Locale } from "@/server/shared/airline";
import { transaction } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import type { StaffRole } from "@/server/shared/staff-permissions";
import type { Stack } from "@/tools/start/stack";
import type { OtlpCollector } from "@/tools/test/otlp-collector";
import { until } from "./until";

export type Customer = { id: string; email: string; name: string; cookie: string };

export type Mail = { id: string; subject: string; text: string; to: string[]; messageId: string };

/** All customers of a run share one password, and nobody knows it: to hash one takes a tenth of a second of a processor. */
let passwordHash: Promise<string> | undefined;

/** The running airline of the tests: its processes, its people, and the laws. */
export class Airline {
  /**
   * @param front the address of a proxy before the site; without one requests go to the first process.
   * @param traces where all processes of the site send their traces.
   */
  constructor(
    readonly stack: Stack,
    private readonly options: { front?: string; traces?: OtlpCollector } = {},
  ) {}

  /** Where all processes of the site send their traces. */
  get collector(): OtlpCollector {
    if (!this.options.traces) throw new Error("this stack sends no traces");
    return this.options.traces;
  }

  get url(): string {
    return this.options.front ?? this.stack.app.url;
  }

  /** A new customer, written as the sign-up page's verbs write one: with its consents, audit rows and event. */
  async customer(locale: Locale = "ko"): Promise<Customer> {
    const name = locale === "ko" ? "김민지" : "James Park";
    const email = `${uuidv7()}@example.com`;
    const actor = { kind: "ANONYMOUS" as const, address: email };
    passwordHash ??= hashPassword(uuidv7());
    const person = { email, name, locale, role: "CUSTOMER" as const, passwordHash: await passwordHash };
    const consents = { locale, channel: "WEB" as const };
    const stated = await documentsToAccept(MEMBER_DOCUMENTS.required);
    const { id } = await transaction({ actor }, async (tx) => {
      const user = await insertUser(tx, person);
      await giveMemberConsents(tx, { ...consents, personId: user.id }, stated);
      return user;
    });
    return { id, email, name, cookie: await sessionCookie(id) };
  }

  /** A new administrator. */
  admin(): Promise<Customer> {
    return this.staff("ADMIN");
  }

  /** A new member of the airline's staff. */
  async staff(role: StaffRole, locale: Locale = "ko"): Promise<Customer> {
    const person = await this.customer(locale);
    await database().execute(sql`update identity.users set role = ${role} where id = ${person.id}`);
    return person;
  }

  /** Signs a browser in by its session cookie, without the form. */
  async signIn(context: BrowserContext, person: { cookie: string }): Promise<void> {
    await context.addCookies([
      { name: COOKIE, value: person.cookie, url: this.url, httpOnly: true, sameSite: "Lax" },
    ]);
  }

  /** A new customer whose browser is signed in. */
  async signedIn(context: BrowserContext, locale: Locale = "ko"): Promise<Customer> {
    const customer = await this.customer(locale);
    await this.signIn(context, customer);
    return customer;
  }

  /** A second browser. */
  elsewhere(browser: Browser, options: BrowserContextOptions = {}): Promise<BrowserContext> {
    return browser.newContext({ baseURL: this.url, locale: "ko-KR", ...options });
  }

  /** A request in a customer's name, to the site's address or straight to one of its processes. */
  fetch(
    person: { cookie: string } | null,
    path: string,
    init: RequestInit & { app?: number } = {},
  ): Promise<Response> {
    const { app, ...rest } = init;
    const origin = app === undefined ? this.url : (this.stack.apps[app]?.url ?? this.url);
    const headers = {
      "content-type": "application/json",
      ...(person && { cookie: `${COOKIE}=${person.cookie}` }),
      ...rest.headers,
    };
    return fetch(`${origin}${path}`, { ...rest, headers, redirect: "manual" });
  }

  async post<T>(
    person: Customer,
    path: string,
    body: unknown,
    app?: number,
  ): Promise<{ status: number; body: T }> {
    const response = await this.fetch(person, path, { method: "POST", body: JSON.stringify(body), app });
    return { status: response.status, body: (await response.json()) as T };
  }

  /** Sets a fault of the payment gateway, or acts on its page as a customer with a card. */
  async gateway<T = unknown>(path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.stack.gateway.url}${path}`, {
      ...(body !== undefined && {
        method: "POST",
        body: JSON.stringify(body),
        headers: { "content-type": "application/json" },
      }),
    });
    if (!response.ok) throw new Error(`gateway ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  async mails(to: string): Promise<Mail[]> {
    const response = await fetch(`${this.stack.mailbox.url}/api/messages?to=${encodeURIComponent(to)}`);
    return (await response.json()) as Mail[];
  }

  async mailFault(smtp: "ok" | "stall" | "reject"): Promise<void> {
    await fetch(`${this.stack.mailbox.url}/_control`, {
      method: "POST",
      body: JSON.stringify({ smtp }),
      headers: { "content-type": "application/json" },
    });
  }

  /** The laws now, compared with the provider's own sums. */
  async laws(): Promise<LawReport[]> {
    return checkLaws(await this.gateway("/_control/totals"));
  }

  /** Waits until no work is left and every law holds. @returns the reports. */
  async drained(timeoutMs = 60_000): Promise<LawReport[]> {
    const everyMs = 200;
    const deadline = Date.now() + timeoutMs;
    // The check of the laws is hard work for the database: it runs when the queues are empty, and when time is up, to
    // say what is missing.
    const ask = async () => (Date.now() < deadline && (await hasBacklog()) ? null : this.laws());
    const reports = await until(ask, (reports) => reports !== null && isDrained(reports), {
      timeoutMs: timeoutMs + 2 * everyMs,
      everyMs,
      describe: (r) =>
        JSON.stringify(
          r?.filter((x) => !x.ok || x.pending > 0),
          null,
          1,
        ),
    });
    return reports ?? [];
  }

  close(): Promise<void> {
    return closeDatabase();
  }
}

const COOKIE = "next-auth.session-token";

/** A session as signing in starts one. */
const sessionCookie = async (userId: string) =>
  sealSession(await startSession(userId), process.env.NEXTAUTH_SECRET as string);
