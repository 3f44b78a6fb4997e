import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import type { Customer } from "@/e2e/support/airline";
import { timetableFlight } from "@/e2e/support/pages";
import { registerUser } from "@/server/identity";
import { uuidv7 } from "@/server/shared/ids";
import type { ProofRow } from "./proof";
import type { ProvenAirline } from "./proven-airline";

const PASSWORD = "제주로-가는-푸른-바다길";
const REPLICAS = [0, 1, 2] as const;
/** Tries at one account from one place (`server/identity/limit-sign-ins.ts`). */
const TRIES = 10;

const TEXT = {
  wrong: "이메일이나 비밀번호가 맞지 않습니다",
  limited: "시도가 너무 많았습니다",
};

/** Sign-in, sessions and roles are the same on each of three replicas. */
export async function identityRows(airline: ProvenAirline): Promise<ProofRow[]> {
  const cookie = await signInElsewhere(airline);
  return [
    cookie.row,
    ...(cookie.value ? await sessionRows(airline, cookie.value) : []),
    await roleRow(airline),
    await lockRow(airline),
  ];
}

async function member(address: string): Promise<string> {
  const email = `${uuidv7()}@example.com`;
  const actor = { kind: "ANONYMOUS" as const, address };
  await registerUser({ actor }, { email, name: "김민지", password: PASSWORD, locale: "ko" });
  return email;
}

type Sent = { page: number; action: number | undefined; address?: string };

/** Sends the sign-in form without JavaScript: the page comes from one replica, the form goes to another. */
async function sendForm(
  airline: ProvenAirline,
  email: string,
  password: string,
  sent: Sent,
): Promise<Response> {
  const html = await (await airline.fetch(null, "/ko/sign-in", { app: sent.page })).text();
  const form = html.split("<form").find((part) => part.includes('name="password"')) ?? "";
  const fields = new FormData();
  for (const [, name = "", value = ""] of form.matchAll(
    /<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?/g,
  ))
    fields.append(name, value.replaceAll("&quot;", '"').replaceAll("&amp;", "&"));
  fields.append("email", email);
  fields.append("password", password);
  const request = new Request("http://form", { method: "POST", body: fields });
  return airline.fetch(null, "/ko/sign-in", {
    method: "POST",
    app: sent.action,
    body: await request.arrayBuffer(),
    headers: {
      "content-type": request.headers.get("content-type") ?? "",
      origin: airline.url,
      ...(sent.address && { "x-forwarded-for": sent.address }),
    },
  });
}

async function signInElsewhere(airline: ProvenAirline): Promise<{ row: ProofRow; value: string | null }> {
  const answer = await sendForm(airline, await member("192.0.2.20"), PASSWORD, { page: 0, action: 1 });
  const value = /next-auth\.session-token=([^;]+)/.exec(answer.headers.get("set-cookie") ?? "")?.[1] ?? null;
  return {
    value,
    row: {
      what: "a form that one replica drew is sent to another one",
      wanted: "signs in",
      measured: `${answer.status}${value ? ", with a session" : ""}`,
      kept: value !== null,
    },
  };
}

async function sessionRows(airline: ProvenAirline, cookie: string): Promise<ProofRow[]> {
  const isIn = async (app: number) =>
    (await airline.fetch({ cookie }, "/api/pages/messages/unread", { app })).status === 200;
  const all = () => Promise.all(REPLICAS.map(isIn));
  const before = await all();
  const form = { "content-type": "application/x-www-form-urlencoded", origin: airline.url };
  await airline.fetch({ cookie }, "/api/sign-out", {
    method: "POST",
    app: 2,
    body: "locale=ko",
    headers: form,
  });
  const after = await all();
  const count = (answers: boolean[]) => answers.filter(Boolean).length;
  return [
    {
      what: "a session that was begun on one replica and ended on another",
      wanted: "valid on 3 before, on 0 after",
      measured: `valid on ${count(before)} before, on ${count(after)} after`,
      kept: count(before) === 3 && count(after) === 0,
    },
  ];
}

async function roleRow(airline: ProvenAirline): Promise<ProofRow> {
  const person: Customer = await airline.customer();
  const path = `/api/pages/admin/flights/${await timetableFlight()}/manifest`;
  const ask = () =>
    Promise.all(REPLICAS.map(async (app) => (await airline.fetch(person, path, { app })).status));
  const before = await ask();
  await database().execute(sql`update identity.users set role = 'ADMIN' where id = ${person.id}`);
  const after = await ask();
  await database().execute(sql`update identity.users set role = 'CUSTOMER' where id = ${person.id}`);
  const again = await ask();
  return {
    what: "a role that is given and taken counts at the next request on all replicas",
    wanted: "refused, allowed, refused",
    measured: [before, after, again].map((statuses) => statuses.join(" ")).join("; "),
    kept: [...before, ...again].every((status) => status === 403) && after.every((status) => status === 200),
  };
}

/** A page without its scripts, which hold every message of the form. */
const shown = (html: string) => html.replaceAll(/<script[\s\S]*?<\/script>/g, "");

/** Wrong passwords go to the replicas in turn. A client cannot invent another address either. */
async function lockRow(airline: ProvenAirline): Promise<ProofRow> {
  const email = await member("192.0.2.21");
  const answers: string[] = [];
  for (let n = 0; n < TRIES + 2; n++) {
    const address = `203.0.113.${n}`;
    // Through the proxy, which spreads requests over the replicas and appends the true address.
    const answer = await sendForm(airline, email, `wrong-${n}`, { page: n % 3, action: undefined, address });
    const text = shown(await answer.text());
    answers.push(
      text.includes(TEXT.wrong) ? "wrong" : text.includes(TEXT.limited) ? "limited" : `${answer.status}`,
    );
  }
  const wrong = answers.filter((answer) => answer === "wrong").length;
  const limited = answers.filter((answer) => answer === "limited").length;
  return {
    what: "wrong passwords over three replicas, each with an invented address",
    wanted: `${TRIES} looked at, then a lock`,
    measured: `${wrong} looked at, ${limited} locked out`,
    kept: wrong === TRIES && limited === 2,
  };
}
