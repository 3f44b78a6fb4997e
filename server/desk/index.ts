import { tracedVerbs } from "@/server/shared/trace-verbs";
import * as verbs from "./verbs";

export const { writeNote } = tracedVerbs("desk", verbs);
