import fs from "node:fs";
import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { inParallel } from "@/e2e/support/many";
import { timetableFlight, traveller } from "@/e2e/support/pages";
import { expect, test } from "@/e2e/support/stack";
import { actionRequest, oddHeaders } from "./action-requests";
import { type Asked, ask } from "./ask";
import { Junk } from "./junk";
import { Random } from "./random";
import { type Action, builtActions, declaredActions, pages, type Route, routes } from "./targets";

/** FUZZ_SEED=7 makes other requests, FUZZ_ROUNDS=50 more of them. */
const SEED = Number(process.env.FUZZ_SEED ?? 2026);
const ROUNDS = Number(process.env.FUZZ_ROUNDS ?? 2);
const AT_ONCE = 4;

/** How the log of a process shows an unexpected error. */
const fault = /⨯|unhandledRejection|uncaughtException|"level":[56]0/;

/** `rebuild` takes no input and writes every timeline again, so it is not called. */
const notCalled = new Set(["app/[locale]/admin/operations/actions.ts#rebuild"]);
/** Ends the visitor's session: later requests would be without one. */
const SIGN_OUT = "/api/sign-out";
const TOKEN = "/api/oauth/token";
const FORM = "application/x-www-form-urlencoded";

test("every server action of the app folder is known to the build, and so is fuzzed", () => {
  const built = builtActions().map(({ name }) => name);
  expect(built.toSorted()).toEqual(declaredActions().toSorted());
  expect([pages.length, routes.length].every((count) => count > 10)).toBe(true);
});

for (const who of ["nobody", "a customer", "the airline's staff"] as const)
  test(`nothing that ${who} sends is answered with a 5xx`, async ({ airline }) => {
    test.setTimeout(120_000);
    const own = await traveller(airline);
    const visitor = who === "nobody" ? null : who === "a customer" ? own.customer : await airline.admin();
    const known = [own.held.reservationId, own.booked.reservationId, own.held.locator, own.booked.locator];
    const random = new Random(SEED + who.length);
    const junk = new Junk(random, [...known, String(await timetableFlight())]);
    const cookie = visitor && `next-auth.session-token=${visitor.cookie}`;
    const actions = builtActions().filter(({ name }) => !notCalled.has(name));
    const targets = [...pages, ...routes].filter(({ path }) => visitor === null || path !== SIGN_OUT);
    const requests = Array.from({ length: ROUNDS }, () => [
      ...targets.flatMap((route) => routeRequests(random, junk, route)),
      ...actions.flatMap((action) => actionRequests(random, junk, action, airline.url)),
    ]).flat();
    const faults = faultsSince(airline.stack.app.logFile);
    const failed: string[] = [];
    try {
      await inParallel(requests.length, AT_ONCE, async (n) => {
        const asked = requests[n] as Asked;
        const headers = { ...(cookie && { cookie }), ...asked.headers };
        const { status } = await ask(airline.url, { ...asked, headers });
        if (status >= 500) failed.push(`${status} ${describe(asked)}`);
      });
    } finally {
      // The fuzzer used up the limits of its address, which the other tests share.
      await database().execute(sql`delete from shared.rate_limits`);
    }
    // The session was there to the end.
    expect((await airline.fetch(visitor, "/api/pages/messages")).status).toBe(visitor ? 200 : 401);
    expect({ seed: SEED, failed, faults: faults() }).toEqual({ seed: SEED, failed: [], faults: [] });
  });

function routeRequests(random: Random, junk: Junk, { path, methods }: Route): Asked[] {
  const method = random.pick(methods);
  const json = {
    "content-type": random.pick(["application/json", "application/x-www-form-urlencoded", "junk"]),
  };
  const asked = {
    method,
    path: junk.address(path),
    headers: random.chance(25) ? random.pick(oddHeaders) : {},
  };
  if (method === "GET" || method === "HEAD") return [asked];
  if (path === TOKEN) return [...Array(5)].map(() => tokenRequest(random, junk, asked));
  const body = random.chance(70) ? JSON.stringify(junk.mutated(holdLike)) : junk.text();
  return [{ ...asked, headers: { ...json, ...asked.headers }, body }];
}

/** A request for a token: a form with wrong values and odd ways to show a secret, more often than other junk. */
function tokenRequest(random: Random, junk: Junk, asked: Asked): Asked {
  const form = Object.entries(tokenLike).map(([name, value]) => [name, String(junk.mutated(value))]);
  const basic = Buffer.from(random.pick(["a:b", "a", ":", "%ff:%", junk.text()])).toString("base64");
  return {
    ...asked,
    headers: {
      "content-type": random.pick([FORM, FORM, FORM, "application/json"]),
      ...(random.chance(50) && { authorization: random.pick([`Basic ${basic}`, "Basic", "Bearer a.b.c"]) }),
      ...asked.headers,
    },
    body: random.chance(80) ? new URLSearchParams(form).toString() : junk.text(),
  };
}

const actionRequests = (random: Random, junk: Junk, action: Action, origin: string): Asked[] =>
  Array.from({ length: 3 }, () => actionRequest(random, junk, action, origin));

const tokenLike = {
  grant_type: "client_credentials",
  client_id: "msa_0123456789abcdef01234567",
  client_secret: "msa_secret_0123",
  scope: "flights:read bookings:read",
};
const person = { type: "ADULT", surname: "KIM", givenName: "MINJI", birthDate: "1990-05-05", gender: "F" };
const holdLike = {
  segments: [{ flightId: 2_147_483_648, brand: "STANDARD" }],
  adults: 1,
  idempotencyKey: "fuzz-fuzz-fuzz",
  passengers: [person],
  contact: { email: "kim@example.com", phone: "010-1234-5678" },
};

/** Collects the log lines about unexpected errors from now on. */
function faultsSince(logFile: string): () => string[] {
  const from = fs.statSync(logFile).size;
  return () =>
    fs
      .readFileSync(logFile)
      .subarray(from)
      .toString()
      .split("\n")
      .filter((line) => fault.test(line))
      .slice(0, 20);
}

const describe = ({ method, path, headers, body }: Asked) =>
  `${method} ${path} ${JSON.stringify(headers)} ${String(body ?? "").slice(0, 400)}`;
