import { eq, sql } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { people, policies } from "@/db/schema/profile";
import { auditLog } from "@/db/schema/shared";
import { systemContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { anonymous, customerOf, staff } from "@/server/shared/testing/actors";
import { codeOf, fieldsOf } from "@/server/shared/testing/outcome";
import { addMonths, addYears, KOREA_ZONE, toLocal } from "@/server/shared/time";
import {
  changeCompanion,
  forgetCompanion,
  forgetPassport,
  readPassport,
  readPassportOfCustomer,
  registerCompanion,
  storePassport,
  writeProfile,
} from ".";
import { getProfile, peopleWithEndingPassport } from "./queries";
import { PASSPORT_CONSENT, profileView } from "./schemas";

afterAll(closeDatabase);

const minji = {
  surname: "kim",
  givenName: "Min-ji",
  koreanName: "김민지",
  birthDate: "1990. 5. 5.",
  gender: "F" as const,
  nationality: "kr",
  phone: "010 1234 5678",
};
const today = toLocal(new Date(), KOREA_ZONE).date;
const inYears = (years: number) => addYears(today, years);
const passport = (id: string, more: object = {}) => ({
  ...{ id, number: "m 1234-5678", country: "kr", expiresOn: inYears(5), consent: PASSPORT_CONSENT },
  ...more,
});
const auditOf = (ownerId: string) =>
  database().select().from(auditLog).where(eq(auditLog.entityId, ownerId)).orderBy(auditLog.id);

/** A member with a profile. */
async function member() {
  const id = uuidv7();
  const ctx = customerOf(id);
  const self = await writeProfile(ctx, { ...minji, version: null });
  return { ownerId: id, ctx, selfId: self.id };
}

describe("a profile", () => {
  test("is kept as tickets have it, and shown to its member alone", async () => {
    const { ctx } = await member();
    const found = await getProfile(ctx);
    expect(profileView.parse(found)).toEqual(found);
    expect(found.self).toMatchObject({
      ...{ surname: "KIM", givenName: "MIN-JI", koreanName: "김민지", birthDate: "1990-05-05" },
      ...{ gender: "F", nationality: "KR", phone: "+821012345678", passport: null, version: 1 },
    });
    expect((await getProfile(customerOf())).self).toBeNull();
    expect(await codeOf(getProfile(anonymous))).toBe("UNAUTHENTICATED");
    expect(await codeOf(getProfile(systemContext("test")))).toBe("UNAUTHENTICATED");
  });

  test("changes on the version that the page showed; the same form twice changes nothing", async () => {
    const { ctx, ownerId } = await member();
    const next = { ...minji, givenName: "Minji", version: 1 };
    await writeProfile(ctx, next);
    await writeProfile(ctx, next);
    expect((await getProfile(ctx)).self).toMatchObject({ givenName: "MINJI", version: 2 });
    expect(await codeOf(writeProfile(ctx, { ...next, givenName: "Sora" }))).toBe("CONFLICT");
    expect(await codeOf(writeProfile(ctx, { ...next, givenName: "Sora", version: null }))).toBe("CONFLICT");
    const audited = await auditOf(ownerId);
    expect(audited.map(({ after }) => (after as { fields: string[] }).fields.length)).toEqual([7, 1]);
    expect(JSON.stringify(audited)).not.toMatch(/KIM|MINJI|김민지|1990|8210/);
  });

  test("is written once by ten first forms at once", async () => {
    const ctx = customerOf();
    const codes = await Promise.all(
      Array.from({ length: 10 }, () => codeOf(writeProfile(ctx, { ...minji, version: null }))),
    );
    expect(new Set(codes)).toEqual(new Set(["OK"]));
    const rows = await database()
      .select()
      .from(people)
      .where(eq(people.ownerId, ctx.actor.kind === "CUSTOMER" ? ctx.actor.id : ""));
    expect(rows).toHaveLength(1);
  });

  test.each([
    [{ surname: "김" }, { surname: "romanName" }],
    [{ surname: "" }, { surname: "required" }],
    [{ koreanName: "Kim" }, { koreanName: "hangul" }],
    [{ birthDate: "1990-02-30" }, { birthDate: "noSuchDate" }],
    [{ birthDate: "1890-02-03" }, { birthDate: "bornTooLongAgo" }],
    [{ birthDate: addYears(today, 1) }, { birthDate: "notBornYet" }],
    [{ gender: "X" }, { gender: "invalid" }],
    [{ nationality: "XX" }, { nationality: "nationality" }],
    [{ phone: "12" }, { phone: "phone" }],
    [
      { surname: undefined, phone: "12" },
      { surname: "required", phone: "phone" },
    ],
  ])("refuses %j at its field", async (wrong, fields) => {
    expect(
      await fieldsOf(writeProfile(customerOf(), { ...minji, ...wrong, version: null } as never)),
    ).toEqual(fields);
  });
});

describe("companions", () => {
  const suho = {
    ...minji,
    givenName: "Suho",
    koreanName: null,
    birthDate: "2019-01-02",
    gender: "M" as const,
  };

  test("are added once per key, changed on their version, and deleted", async () => {
    const { ctx, ownerId } = await member();
    const key = uuidv7();
    await Promise.all(Array.from({ length: 5 }, () => registerCompanion(ctx, { ...suho, key })));
    expect((await getProfile(ctx)).companions).toMatchObject([{ id: key, givenName: "SUHO", version: 1 }]);
    expect(await codeOf(registerCompanion(ctx, { ...suho, surname: "Lee", key }))).toBe("CONFLICT");
    await changeCompanion(ctx, { ...suho, phone: null, id: key, version: 1 });
    expect(await codeOf(changeCompanion(ctx, { ...suho, surname: "Lee", id: key, version: 1 }))).toBe(
      "CONFLICT",
    );
    await forgetCompanion(ctx, { id: key });
    await forgetCompanion(ctx, { id: key });
    expect((await getProfile(ctx)).companions).toEqual([]);
    expect((await auditOf(ownerId)).map(({ action }) => action)).toEqual([
      ...["write-profile", "register-companion", "change-companion", "forget-companion"],
    ]);
  });

  test("of others are neither changed, read nor deleted", async () => {
    const { ctx, selfId } = await member();
    const key = uuidv7();
    await registerCompanion(ctx, { ...suho, key });
    const other = customerOf();
    expect(await codeOf(changeCompanion(other, { ...suho, id: key, version: 1 }))).toBe("NOT_FOUND");
    expect(await codeOf(registerCompanion(other, { ...suho, key }))).toBe("CONFLICT");
    expect(await codeOf(storePassport(other, passport(key)))).toBe("NOT_FOUND");
    await forgetCompanion(other, { id: key });
    // The member is no companion.
    await forgetCompanion(ctx, { id: selfId });
    expect(await codeOf(changeCompanion(ctx, { ...suho, id: selfId, version: 1 }))).toBe("NOT_FOUND");
    expect(await getProfile(ctx)).toMatchObject({ self: { id: selfId }, companions: [{ id: key }] });
    for (const verb of [registerCompanion, changeCompanion, forgetCompanion, storePassport, readPassport])
      expect(await codeOf(verb(anonymous, {} as never))).toBe("UNAUTHENTICATED");
  });

  test("are as many as the policy allows, also when they come at once", async () => {
    const { ctx } = await member();
    const most = (await getProfile(ctx)).mostCompanions;
    const add = () => fieldsOf(registerCompanion(ctx, { ...suho, key: uuidv7() }));
    const answers = await Promise.all(Array.from({ length: most + 3 }, add));
    expect(answers.filter((answer) => answer !== null)).toEqual(
      Array.from({ length: 3 }, () => ({ companions: "tooManyCompanions" })),
    );
    expect((await getProfile(ctx)).companions).toHaveLength(most);
  });

  test("follow the newest row of the policy that is valid", async () => {
    const { ctx } = await member();
    const rows = [
      { kind: "COMPANIONS" as const, validFrom: today, rules: { most: 21 }, source: "test" },
      { kind: "COMPANIONS" as const, validFrom: "2100-01-01", rules: { most: 1 }, source: "test" },
    ];
    await database().insert(policies).values(rows);
    expect((await getProfile(ctx)).mostCompanions).toBe(21);
    await database().delete(policies).where(sql`source = 'test'`);
  });
});

describe("a passport", () => {
  test("needs its consent, is sealed in the database and masked in the profile", async () => {
    const { ctx, selfId, ownerId } = await member();
    expect(await fieldsOf(storePassport(ctx, passport(selfId, { consent: "" }) as never))).toEqual({
      consent: "consentNeeded",
    });
    await storePassport(ctx, passport(selfId));
    const [row] = await database().select().from(people).where(eq(people.id, selfId));
    expect(row).toMatchObject({ passportConsent: PASSPORT_CONSENT });
    expect(row?.passport?.toString("latin1")).not.toContain("12345678");
    expect((await getProfile(ctx)).self?.passport).toEqual({ maskedNumber: "M*******8", validity: "VALID" });
    expect(JSON.stringify(await auditOf(ownerId))).not.toContain("12345678");
  });

  test("is read in full by its member, and each reading is in the audit log", async () => {
    const { ctx, selfId, ownerId } = await member();
    await storePassport(ctx, passport(selfId));
    expect(await readPassport(ctx, { id: selfId })).toEqual({
      ...{ number: "M12345678", country: "KR", expiresOn: inYears(5) },
    });
    expect(await codeOf(readPassport(customerOf(), { id: selfId }))).toBe("NOT_FOUND");
    const reads = (await auditOf(ownerId)).filter(({ action }) => action === "read-passport");
    expect(reads).toMatchObject([{ actorKind: "CUSTOMER", actorId: ownerId }]);
  });

  test("is read by staff with the permission alone, and recorded with their name", async () => {
    const { ctx, selfId, ownerId } = await member();
    await storePassport(ctx, passport(selfId));
    const agent = staff("AGENT");
    expect(await readPassportOfCustomer(agent, { id: ownerId })).toMatchObject({ number: "M12345678" });
    expect(await codeOf(readPassportOfCustomer(staff("AUDITOR"), { id: ownerId }))).toBe("FORBIDDEN");
    expect(await codeOf(readPassportOfCustomer(ctx, { id: ownerId }))).toBe("FORBIDDEN");
    const [read] = (await auditOf(ownerId)).filter(({ action }) => action === "read-passport");
    expect(read).toMatchObject({ actorKind: "AGENT", actorId: (agent.actor as { id: string }).id });
  });

  test("is gone with its consent once it is given up", async () => {
    const { ctx, selfId } = await member();
    await storePassport(ctx, passport(selfId));
    await forgetPassport(ctx, { id: selfId });
    await forgetPassport(ctx, { id: selfId });
    const [row] = await database().select().from(people).where(eq(people.id, selfId));
    expect(row).toMatchObject({ passport: null, passportConsent: null, passportConsentAt: null });
    expect(await codeOf(readPassport(ctx, { id: selfId }))).toBe("NOT_FOUND");
  });

  test("is unreadable in the row of another person, and can be entered again", async () => {
    const { ctx, selfId } = await member();
    const key = uuidv7();
    await registerCompanion(ctx, { ...minji, givenName: "Sora", key });
    await storePassport(ctx, passport(selfId));
    await database().execute(sql`
      update profile.people c set passport = s.passport, passport_consent = 'x', passport_consent_at = now()
      from profile.people s where c.id = ${key} and s.id = ${selfId}`);
    expect((await getProfile(ctx)).companions[0]?.passport?.validity).toBe("UNREADABLE");
    expect(await codeOf(readPassport(ctx, { id: key }))).toBe("NOT_FOUND");
    await storePassport(ctx, passport(key));
    expect((await getProfile(ctx)).companions[0]?.passport?.validity).toBe("VALID");
  });

  test("that ends within six months of a trip abroad is named", async () => {
    const { ctx, selfId } = await member();
    await storePassport(ctx, passport(selfId, { expiresOn: addMonths(today, 8) }));
    expect(await peopleWithEndingPassport(ctx, addMonths(today, 1))).toEqual([]);
    expect(await peopleWithEndingPassport(ctx, addMonths(today, 3))).toEqual([selfId]);
    expect(await peopleWithEndingPassport(customerOf(), addMonths(today, 3))).toEqual([]);
    await storePassport(ctx, passport(selfId, { expiresOn: addMonths(today, 2) }));
    expect((await getProfile(ctx)).self?.passport?.validity).toBe("ENDS_SOON");
    await storePassport(ctx, passport(selfId, { expiresOn: today }));
    expect(await peopleWithEndingPassport(ctx, addMonths(today, 1))).toEqual([selfId]);
  });

  test.each([
    [{ number: "" }, { number: "required" }],
    [{ number: "여권번호" }, { number: "passportNumber" }],
    [{ number: "M123456789012" }, { number: "passportNumber" }],
    [{ country: "" }, { country: "required" }],
    [{ country: "QQ" }, { country: "nationality" }],
    [{ expiresOn: "2030" }, { expiresOn: "date" }],
    [{ expiresOn: addYears(today, -1) }, { expiresOn: "passportEnded" }],
    [{ expiresOn: addYears(today, 25) }, { expiresOn: "passportTooLong" }],
  ])("is refused at its field: %j", async (wrong, fields) => {
    const { ctx, selfId } = await member();
    expect(await fieldsOf(storePassport(ctx, passport(selfId, wrong)))).toEqual(fields);
  });
});
