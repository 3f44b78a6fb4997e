import { expect, test } from "vitest";
import { wantedReplicas } from "./autoscaler";

test("replicas follow the measured use, between one and the most", () => {
  expect(wantedReplicas(1, 4, 4)).toBe(2);
  expect(wantedReplicas(2, 6, 4)).toBe(4);
  expect(wantedReplicas(4, 0.7, 4)).toBe(2);
  expect(wantedReplicas(1, 0, 4)).toBe(1);
});

test("a use within a tenth of the target changes nothing", () => {
  expect(wantedReplicas(3, 2.1, 4)).toBe(3);
});
