import { expect, test } from "vitest";
import { type Circumstances, type Shown, whatToFocus } from "./page-focus-rules";

const seats: Shown = { path: "/ko/book/1/seats", query: "", heading: "가는 편 좌석을 선택해 주세요" };
const review: Shown = { path: "/ko/book/1/review", query: "", heading: "예약 내용을 확인해 주세요" };
const usual: Circumstances = { hasHash: false, isFocusLost: false, isHeadingReplaced: false };

test("the first page keeps its focus", () => {
  expect(whatToFocus(null, seats, { ...usual, isFocusLost: true })).toBe("nothing");
});

test("another page, and another step of the same page, get the focus on their heading", () => {
  expect(whatToFocus(seats, review, usual)).toBe("heading");
  expect(whatToFocus(seats, { ...seats, path: "/en/book/1/seats" }, usual)).toBe("heading");
  const back = { ...seats, query: "?segment=1", heading: "오는 편 좌석을 선택해 주세요" };
  expect(whatToFocus(seats, back, usual)).toBe("heading");
});

test("a place within the page keeps the focus where its link leads", () => {
  expect(whatToFocus(seats, review, { ...usual, hasHash: true })).toBe("nothing");
});

test("a filter keeps the focus, unless its control is gone", () => {
  const filtered = { ...seats, query: "?sort=price" };
  expect(whatToFocus(seats, filtered, usual)).toBe("nothing");
  expect(whatToFocus(seats, filtered, { ...usual, isFocusLost: true })).toBe("lost");
  // A press beside every control is no filter.
  expect(whatToFocus(seats, seats, { ...usual, isFocusLost: true })).toBe("nothing");
});

test("a heading that React replaces keeps the focus", () => {
  expect(whatToFocus(seats, seats, { ...usual, isFocusLost: true, isHeadingReplaced: true })).toBe("lost");
});
