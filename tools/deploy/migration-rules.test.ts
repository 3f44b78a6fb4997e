import { expect, test } from "vitest";
import { refusals } from "./migration-rules";

const migration = (sql: string, tag = "0042_test") => ({ tag, sql });

const expansion = migration("create table a.b (id int);", "0050_expand");
const contraction = migration("-- contract: release 3 reads a.c\ndrop table a.d;", "0051_contract");

test("expansions alone and declared contractions alone may be applied", () => {
  expect(refusals([])).toEqual([]);
  expect(refusals([expansion])).toEqual([]);
  expect(refusals([contraction])).toEqual([]);
});

test("a contraction that does not say so, or that comes with an expansion, is refused", () => {
  expect(refusals([migration("drop table a.d;")])).toEqual([expect.stringContaining("0042_test drops")]);
  expect(refusals([expansion, contraction])).toEqual([
    expect.stringContaining("0051_contract: deploy the release before"),
  ]);
});
