import { z } from "zod";
import { mailAfterAnswer } from "@/app/_lib/actions/after-answer";
import { operation } from "@/app/_lib/rest/operation";
import { named } from "@/app/_lib/rest/schema-names";
import { eraseMember } from "@/server/flows/erase-member";
import {
  changeCompanion as change,
  forgetCompanion,
  registerCompanion,
  writeProfile,
} from "@/server/profile";
import { getProfile as profileOf } from "@/server/profile/queries";
import {
  changeCompanionInput,
  type Person,
  personView,
  profileView,
  registerCompanionInput,
  writeProfileInput,
} from "@/server/profile/schemas";
import { type RequestContext, requirePerson } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";

const tag = "Account";
const note = "Only for a person in a browser: a program has no say over who its account's owner is.";

const person = named("Person", personView);
const ofPerson = { scope: null, errors: ["UNAUTHENTICATED", "FORBIDDEN"] } as const;
const ofWrite = { scope: null, errors: ["UNAUTHENTICATED", "FORBIDDEN", "NOT_FOUND", "CONFLICT"] } as const;

/** @throws AppError UNAUTHENTICATED, FORBIDDEN for a program. */
function forPerson(ctx: RequestContext): RequestContext {
  requirePerson(ctx);
  return ctx;
}

/** The person as it is kept now. @throws AppError NOT_FOUND when it was deleted meanwhile. */
async function kept(ctx: RequestContext, id: string): Promise<Person> {
  const { self, companions } = await profileOf(ctx);
  const found = [self, ...companions].find((each) => each?.id === id);
  if (!found) throw new AppError("NOT_FOUND");
  return found;
}

export const getProfile = operation({
  ...{ id: "getProfile", method: "GET", path: "/account/profile", tag },
  summary: "What is kept of the member and of companions",
  description: `Passports are masked. ${note}`,
  ...{ ...ofPerson, response: named("Profile", profileView) },
  run: (ctx) => profileOf(forPerson(ctx)),
});

export const putProfile = operation({
  ...{ id: "putProfile", method: "PUT", path: "/account/profile", tag },
  summary: "Keep the member's names, birth date and telephone number",
  description: `All fields are replaced. ${note}`,
  ...{ ...ofWrite, body: named("ProfileInput", writeProfileInput, "input"), response: person },
  run: async (ctx, { body }) => kept(ctx, (await writeProfile(forPerson(ctx), body)).id),
});

export const addCompanion = operation({
  ...{ id: "addCompanion", method: "POST", path: "/account/companions", tag },
  summary: "Keep a companion",
  description: `How many may be kept is \`mostCompanions\` of the profile. ${note}`,
  ...{ ...ofWrite, body: named("CompanionInput", registerCompanionInput, "input"), status: 201 },
  response: person,
  run: async (ctx, { body }) => {
    await registerCompanion(forPerson(ctx), body);
    return kept(ctx, body.key);
  },
});

const id = z.object({ id: z.uuid() });

export const changeCompanion = operation({
  ...{ id: "changeCompanion", method: "PUT", path: "/account/companions/{id}", tag },
  summary: "Change a companion",
  description: `All fields are replaced. ${note}`,
  ...{ ...ofWrite, params: id, response: person },
  body: named("CompanionChange", changeCompanionInput.omit({ id: true }), "input"),
  run: async (ctx, { params, body }) => {
    await change(forPerson(ctx), { ...body, id: params.id });
    return kept(ctx, params.id);
  },
});

export const deleteCompanion = operation({
  ...{ id: "deleteCompanion", method: "DELETE", path: "/account/companions/{id}", tag },
  summary: "Delete a companion",
  description: `With the passport. Asked again, it changes nothing. ${note}`,
  ...{ ...ofPerson, params: id },
  run: (ctx, { params }) => forgetCompanion(forPerson(ctx), params),
});

export const deleteAccount = operation({
  ...{ id: "deleteAccount", method: "POST", path: "/account/deletion", tag },
  summary: "Delete the account",
  description:
    "With all personal data; what the law keeps stays under a pseudonym. The password proves who asks. Refused at `account` while " +
    `a trip (\`tripsOpen\`), a payment (\`paymentsOpen\`) or a message (\`messagesOpen\`) is open. ${note}`,
  ...{ scope: null, errors: ["UNAUTHENTICATED", "FORBIDDEN", "RATE_LIMITED"] },
  body: named("AccountDeletion", z.object({ password: z.string().max(500) }), "input"),
  run: async (ctx, { body }) => {
    const mail = await eraseMember(ctx, { password: body.password, session: null });
    mailAfterAnswer(() => mail);
  },
});
