import { expect, test } from "vitest";
import { companionsOf } from "./companion-rules";

const member = (name: string, type: "ADULT" | "CHILD" | "INFANT", position: number, reservationId = "r") => ({
  name,
  type,
  position,
  reservationId,
});

test("infant n sits with adult n, a child travels with the first adult, parties stay apart", () => {
  const members = [
    member("baby two", "INFANT", 4),
    member("mother", "ADULT", 0),
    member("baby one", "INFANT", 3),
    member("child", "CHILD", 2),
    member("father", "ADULT", 1),
    member("stranger", "ADULT", 0, "other"),
    member("alone", "CHILD", 0, "alone"),
  ];
  const found = [...companionsOf(members)].map(([who, companion]) => `${who.name}: ${companion.name}`);
  expect(found.sort()).toEqual(["baby one: mother", "baby two: father", "child: mother"]);
});
