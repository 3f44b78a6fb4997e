import { BUDGETS } from "@/tools/checks/budgets/budgets";
import { exceeded, weighPages, weightTable } from "@/tools/checks/budgets/weigh-pages";
import { budgetReaders } from "./support/budget-pages";
import { expect, test } from "./support/stack";

test("no page weighs more than its budget", async ({ airline, browser }) => {
  test.setTimeout(240_000);
  const { contexts, addresses } = await budgetReaders(airline, () => airline.elsewhere(browser));
  const weighed = await weighPages(BUDGETS, addresses, contexts);
  console.log(weightTable(weighed));
  expect(exceeded(weighed)).toEqual([]);
  for (const context of Object.values(contexts)) await context.close();
});
