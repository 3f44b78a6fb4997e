import { tracedVerbs } from "@/server/shared/trace-verbs";
import * as verbs from "./verbs";

export const { eraseMileage, adjustMiles, creditMiles, exchangeMiles, moveMiles, reverseMiles } = tracedVerbs(
  "mileage",
  verbs,
);
