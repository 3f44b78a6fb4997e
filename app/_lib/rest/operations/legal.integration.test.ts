import { afterAll, expect, test, vi } from "vitest";
import { ask, done } from "@/app/_lib/rest/testing/ask";
import { closeDatabase } from "@/db/client";
import { legalDocumentNames } from "@/server/consent/schemas";
import { anonymous } from "@/server/shared/testing/actors";
import { listLegalDocuments } from "./legal";

vi.mock("@/app/_lib/actions/after-commit", () => ({ followUp: vi.fn() }));
vi.mock("@/app/_lib/rest/caller", () => import("@/app/_lib/rest/testing/scripted-caller"));

afterAll(closeDatabase);

test("everybody reads which documents are in force, what they are needed for and where they stand", async () => {
  const found = await done(listLegalDocuments, anonymous, { query: { locale: "en" } });
  expect(found.map(({ document }) => document)).toEqual([...legalDocumentNames]);
  expect(found.find(({ document }) => document === "privacy")).toMatchObject({
    ...{ version: "2026-11-15", title: "Privacy Policy", requiredFor: ["MEMBERSHIP", "BOOKING"] },
    url: expect.stringMatching(/\/en\/legal\/privacy\/2026-11-15$/),
  });
  const korean = await done(listLegalDocuments, anonymous);
  expect(korean[0]?.hash).not.toBe(found[0]?.hash);
  expect((await ask(listLegalDocuments, anonymous, { query: { locale: "fr" } })).status).toBe(422);
});
