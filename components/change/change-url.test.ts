import { describe, expect, it } from "vitest";
import { choicesQuery, isComplete, onOtherDay, readChoices } from "./change-url";

const [out, back, gone] = ["0a", "0b", "0c"].map((end) => `018f0000-0000-7000-8000-0000000000${end}`) as [
  string,
  string,
  string,
];
const trip = [{ id: out }, { id: back }];
const chosen = [
  { segmentId: out, date: "2026-12-20", to: { flightId: 12, brand: "FLEX" } },
  { segmentId: back, date: "2026-12-24", to: null },
];
const parsed = (query: string) => {
  const raw: Record<string, string[]> = {};
  for (const [name, value] of new URLSearchParams(query)) raw[name] = [...(raw[name] ?? []), value];
  return raw;
};

describe("the choices of a change in the address", () => {
  it("are read as they were written, in the order of the trip", () => {
    expect(readChoices(parsed(choicesQuery(chosen)), trip)).toEqual(chosen);
    expect(readChoices(parsed(choicesQuery([...chosen].reverse())), trip)).toEqual(chosen);
  });

  it("drop a flight that the trip no longer has", () => {
    expect(readChoices({ flight: [gone, out], [`date.${gone}`]: "2026-12-20" }, trip)).toEqual([
      { segmentId: out, date: "", to: null },
    ]);
  });

  it.each([
    ["2026-02-30", "12.FLEX"],
    ["tomorrow", "12"],
    ["", "x.FLEX"],
    ["20261220", "12.flex"],
  ])("drop what is no day and no flight: %s, %s", (date, to) => {
    const [choice] = readChoices({ flight: out, [`date.${out}`]: date, [`to.${out}`]: to }, trip);
    expect(choice).toEqual({ segmentId: out, date: "", to: null });
  });

  it("of a form that sends days of flights that are not chosen leave these out", () => {
    expect(
      readChoices({ flight: back, [`date.${out}`]: "2026-12-20", [`date.${back}`]: "2026-12-24" }, trip),
    ).toEqual([{ segmentId: back, date: "2026-12-24", to: null }]);
  });

  it("lose the flight of a day with the day, and no other", () => {
    const both = chosen.map((each) => ({ ...each, to: { flightId: 12, brand: "FLEX" } }));
    expect(isComplete(both)).toBe(true);
    const moved = onOtherDay(both, out, "2026-12-21");
    expect(moved.map(({ date, to }) => [date, to !== null])).toEqual([
      ["2026-12-21", false],
      ["2026-12-24", true],
    ]);
    expect(isComplete(moved)).toBe(false);
    expect(isComplete([])).toBe(false);
  });
});
