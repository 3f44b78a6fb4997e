import { expect, test } from "vitest";
import { registerSaleEventInput } from "./schemas";

const event = {
  key: "0192aaaa-bbbb-7ccc-8ddd-eeeeeeeeeeee",
  ...{ nameKo: "특가", nameEn: "Sale", routes: [], firstDay: null, lastDay: null },
  ...{ waitsFrom: "2026-12-01T00:00:00Z", opensAt: "2026-12-01T01:00:00Z", closesAt: "2026-12-01T02:00:00Z" },
  ...{ shoppersPerMinute: 60, targetP95Ms: null, mostShoppers: 100, stayMinutes: 15 },
};
const fields = (changes: object) =>
  registerSaleEventInput.safeParse({ ...event, ...changes }).error?.issues.map(({ path }) => path.join("."));

test("what is no instant is refused at its field, and nothing is thrown", () => {
  expect(fields({})).toBeUndefined();
  for (const closesAt of ["-271821-04-20T00:00:00Z", "+152570-02-10T08:47:29Z", "tomorrow", ""])
    expect(fields({ closesAt })).toEqual(["closesAt"]);
  expect(fields({ closesAt: event.opensAt })).toEqual(["closesAt"]);
  expect(fields({ waitsFrom: event.closesAt })).toEqual(["waitsFrom"]);
});
