import { eq } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { users } from "@/db/schema/identity";
import { uuidv7 } from "@/server/shared/ids";
import type { UserRole } from "@/server/shared/staff-permissions";
import { staff } from "@/server/shared/testing/actors";
import { codeOf, fieldsOf } from "@/server/shared/testing/outcome";
import { changeClientOfAccount } from "./change-client-of-account";
import { clientsWithAccounts, clientWithAccount } from "./clients-view";
import { registerClientOfAccount } from "./register-client-of-account";

afterAll(closeDatabase);

const admin = staff();

async function account(role: UserRole = "CUSTOMER") {
  const id = uuidv7();
  const email = `${id}@example.com`;
  await database().insert(users).values({ id, role, email, name: "한빛여행사", locale: "ko" });
  return { id, email };
}
const form = (email: string) => ({
  ...{ key: uuidv7(), name: "예약 연동", email, requestsPerMinute: 60 },
  scopes: ["flights:read" as const],
});
const ofStaff = ["flights:read", "manifests:read"] as const;

describe("a client is registered for the account with an address", () => {
  test("as people type it, and is shown with the account", async () => {
    const { id: userId, email } = await account();
    const { id } = await registerClientOfAccount(admin, form(` ${email.toUpperCase()} `));
    const found = await clientWithAccount(admin, { id });
    expect(found).toMatchObject({ userId, account: { email, name: "한빛여행사", role: "CUSTOMER" } });
    const { rows } = await clientsWithAccounts(admin, {});
    expect(rows.find((row) => row.id === id)).toEqual(found);
    // Who may not read personal data sees the address masked.
    const masked = await clientWithAccount(staff("AUDITOR"), { id });
    expect(masked.account?.email).not.toBe(email);
  });

  test("or for nobody: all that is wrong is told at once", async () => {
    expect(await fieldsOf(registerClientOfAccount(admin, form("nobody@example.com")))).toEqual({
      email: "noAccount",
    });
    const empty = { ...form(""), name: "", scopes: [] };
    expect(await fieldsOf(registerClientOfAccount(admin, empty))).toEqual({
      ...{ name: "required", email: "required", scopes: "scopesRequired" },
    });
  });

  test("with scopes of the staff only when the account is one of the staff", async () => {
    const scopes = [...ofStaff];
    const customer = form((await account()).email);
    expect(await fieldsOf(registerClientOfAccount(admin, { ...customer, scopes }))).toEqual({
      scopes: "staffScopes",
    });
    const agent = form((await account("AGENT")).email);
    expect(await codeOf(registerClientOfAccount(admin, { ...agent, scopes }))).toBe("OK");
  });
});

test("a client whose account has left the staff keeps no scope of the staff at its next change", async () => {
  const { id: userId, email } = await account("AGENT");
  const { id } = await registerClientOfAccount(admin, { ...form(email), scopes: [...ofStaff] });
  const change = { id, version: 1, name: "예약 연동", requestsPerMinute: 60 };
  await database().update(users).set({ role: "CUSTOMER" }).where(eq(users.id, userId));
  expect(await fieldsOf(changeClientOfAccount(admin, { ...change, scopes: [...ofStaff] }))).toEqual({
    scopes: "staffScopes",
  });
  await changeClientOfAccount(admin, { ...change, scopes: ["flights:read"] });
  expect((await clientWithAccount(admin, { id })).scopes).toEqual(["flights:read"]);
});

test("a client whose account is gone is still shown", async () => {
  const { id: userId, email } = await account();
  const { id } = await registerClientOfAccount(admin, form(email));
  await database().delete(users).where(eq(users.id, userId));
  expect((await clientWithAccount(admin, { id })).account).toBeNull();
  expect(await codeOf(clientWithAccount(admin, { id: uuidv7() }))).toBe("NOT_FOUND");
});
