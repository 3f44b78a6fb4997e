import { tracedVerbs } from "@/server/shared/trace-verbs";
import * as verbs from "./verbs";

export const { eraseNotes, writeNote } = tracedVerbs("desk", verbs);
