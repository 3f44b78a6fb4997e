import { and, eq } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { closeDatabase, database } from "@/db/client";
import { notes } from "@/db/schema/desk";
import { auditLog } from "@/db/schema/shared";
import { systemContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { anonymous, customerOf, staff } from "@/server/shared/testing/actors";
import { codeOf, fieldsOf } from "@/server/shared/testing/outcome";
import { writeNote } from ".";
import { listNotes } from "./queries";
import { noteView, type WriteNoteInput } from "./schemas";

afterAll(closeDatabase);

const note = (more: Partial<WriteNoteInput> = {}): WriteNoteInput => ({
  key: uuidv7(),
  subjectKind: "RESERVATION",
  subjectId: uuidv7(),
  text: "휠체어 요청 전화 확인.\n재연락 예정.",
  ...more,
});

describe.each(["RESERVATION", "CUSTOMER"] as const)("notes about a %s", (subjectKind) => {
  test("are listed newest first, by keyset, with their author; each is audited without its text", async () => {
    const subject = { subjectKind, subjectId: uuidv7() };
    const author = staff();
    for (const text of ["하나", "둘", "셋"]) await writeNote(author, note({ ...subject, text }));
    const first = await listNotes(author, { ...subject, limit: 2 });
    const rest = await listNotes(author, { ...subject, limit: 2, cursor: first.nextCursor });
    expect([...first.items, ...rest.items].map(({ text }) => text)).toEqual(["셋", "둘", "하나"]);
    expect(rest.nextCursor).toBeNull();
    expect(z.array(noteView).parse(first.items)).toEqual(first.items);
    const audited = await database()
      .select()
      .from(auditLog)
      .where(and(eq(auditLog.action, "write-note"), eq(auditLog.entityId, subject.subjectId)));
    expect(audited).toHaveLength(3);
    expect(JSON.stringify(audited)).not.toContain("하나");
  });

  test("are written once per key; another text with the key is refused", async () => {
    const input = note({ subjectKind });
    await Promise.all(Array.from({ length: 10 }, () => writeNote(staff(), input)));
    expect((await listNotes(staff(), input)).items).toHaveLength(1);
    expect(await codeOf(writeNote(staff(), { ...input, text: "다른 글" }))).toBe("CONFLICT");
  });

  test("are for staff only", async () => {
    const input = note({ subjectKind });
    for (const [ctx, code] of [
      [anonymous, "UNAUTHENTICATED"],
      [systemContext("test"), "UNAUTHENTICATED"],
      [customerOf(input.subjectId), "FORBIDDEN"],
    ] as const) {
      expect(await codeOf(writeNote(ctx, input))).toBe(code);
      expect(await codeOf(listNotes(ctx, input))).toBe(code);
    }
  });
});

test("a note is never changed in the database", async () => {
  const input = note();
  await writeNote(staff(), input);
  const change = database().update(notes).set({ text: "x" }).where(eq(notes.id, input.key));
  await expect(change).rejects.toThrow();
  expect((await listNotes(staff(), input)).items).toMatchObject([{ text: input.text }]);
});

test.each([
  [{ text: " \n " }, { text: "required" }],
  [{ text: "가".repeat(2_001) }, { text: "tooBig" }],
  [{ text: "abc\u202e" }, { text: "hiddenMark" }],
  [{ subjectId: "x" }, { subjectId: "invalid" }],
  [{ subjectKind: "FLIGHT" as "CUSTOMER" }, { subjectKind: "invalid" }],
])("bad input is refused at its field: %j", async (wrong, fields) => {
  expect(await fieldsOf(writeNote(staff(), note(wrong)))).toEqual(fields);
});

test("2,000 characters fit", async () => {
  const input = note({ text: "가".repeat(2_000) });
  await writeNote(staff(), input);
  expect((await listNotes(staff(), input)).items[0]?.text).toHaveLength(2_000);
});
