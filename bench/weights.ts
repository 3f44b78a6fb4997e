import { BUDGETS } from "@/tools/checks/budgets/budgets";
import { weighPages, weightTable } from "@/tools/checks/budgets/weigh-pages";
import { withWeighedAirline } from "./support/weighed-airline";

/** Weighs the pages of the production build as a browser gets them: `npm run weights`. */
await withWeighedAirline(async ({ contexts, addresses }) => {
  console.log(weightTable(await weighPages(BUDGETS, addresses, contexts)));
});
