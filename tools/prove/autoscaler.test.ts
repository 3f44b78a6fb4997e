import { expect, test } from "vitest";
import { changeAgainstRule, wantedReplicas } from "./autoscaler";

test("replicas follow the measured use, between one and the most", () => {
  expect(wantedReplicas(1, 4, 4)).toBe(2);
  expect(wantedReplicas(2, 6, 4)).toBe(4);
  expect(wantedReplicas(4, 0.7, 4)).toBe(2);
  expect(wantedReplicas(1, 0, 4)).toBe(1);
});

test("a use within a tenth of the target changes nothing", () => {
  expect(wantedReplicas(3, 2.1, 4)).toBe(3);
});

test("growth that the last measurement asked for is by the rule, and no other", () => {
  const grown = (to: number, ...uses: number[]) => changeAgainstRule([{ from: 1, to, uses }], 4);
  expect(grown(4, 0.3, 18.1)).toBeNull();
  expect(grown(2, 2.5)).toBeNull();
  for (const change of [grown(2, 18.1, 0.3), grown(2, 18.1), grown(3, 2.5), grown(2)])
    expect(change).not.toBeNull();
});

test("one replica less is by the rule after three low measurements in a row", () => {
  const shrunk = (to: number, ...uses: number[]) => changeAgainstRule([{ from: 4, to, uses }], 4);
  expect(shrunk(3, 2, 0.4, 0.3, 0.2)).toBeNull();
  for (const change of [
    shrunk(3, 0.4, 0.3),
    shrunk(3, 0.4, 2, 0.3),
    shrunk(2, 0.4, 0.3, 0.2),
    shrunk(3, 2, 2, 2),
  ])
    expect(change).not.toBeNull();
});
