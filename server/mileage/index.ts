import { tracedVerbs } from "@/server/shared/trace-verbs";
import * as verbs from "./verbs";

export const { adjustMiles, creditMiles, reverseMiles } = tracedVerbs("mileage", verbs);
