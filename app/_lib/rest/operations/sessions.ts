import { z } from "zod";
import { operation } from "@/app/_lib/rest/operation";
import { named } from "@/app/_lib/rest/schema-names";
import { endOtherSessions as endOthers, endOwnSession } from "@/server/identity";
import { listOwnSessions } from "@/server/identity/queries";
import { openSession } from "@/server/identity/schemas";

const tag = "Account";
const note = "Only for a person in a browser: a program has no say over the devices of its account's owner.";

export const listSessions = operation({
  ...{ id: "listSessions", method: "GET", path: "/account/sessions", tag },
  summary: "The devices on which the account is signed in",
  description: `The one that was used last first. ${note}`,
  ...{
    scope: null,
    response: z.array(named("Session", openSession)),
    errors: ["UNAUTHENTICATED", "FORBIDDEN"],
  },
  run: (ctx) => listOwnSessions(ctx),
});

export const endSession = operation({
  ...{ id: "endSession", method: "DELETE", path: "/account/sessions/{id}", tag },
  summary: "Sign a device out",
  description: `Asked again, it changes nothing. ${note}`,
  ...{ scope: null, params: z.object({ id: z.uuid() }) },
  errors: ["UNAUTHENTICATED", "FORBIDDEN", "NOT_FOUND"],
  run: (ctx, { params }) => endOwnSession(ctx, { sessionId: params.id }),
});

export const endOtherSessions = operation({
  ...{ id: "endOtherSessions", method: "DELETE", path: "/account/sessions", tag },
  summary: "Sign all other devices out",
  description: `The session of the request goes on. ${note}`,
  ...{ scope: null, errors: ["UNAUTHENTICATED", "FORBIDDEN"] },
  run: (ctx) => endOthers(ctx),
});
