import { tracedVerbs } from "@/server/shared/trace-verbs";
import * as verbs from "./verbs";

export const { eventIdsOf, eraseEntries, catchUpHistory, rebuildHistory } = tracedVerbs("history", verbs);
