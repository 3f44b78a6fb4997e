import * as consent from "@/server/consent/queries";
import * as history from "@/server/history/queries";
import * as identity from "@/server/identity/queries";
import * as mileage from "@/server/mileage/queries";
import * as notification from "@/server/notification/queries";
import * as payment from "@/server/payment/queries";
import * as platform from "@/server/platform/queries";
import * as profile from "@/server/profile/queries";
import * as reservation from "@/server/reservation/queries";
import { audit } from "@/server/shared/audit";
import { type RequestContext, requireMember, transaction } from "@/server/shared/context";
import type { PersonalTable } from "@/server/shared/personal-tables";
import { limitRate } from "@/server/shared/rate-limit";
import * as waitingRoom from "@/server/waiting-room/queries";
import { confirmIdentity, type Proof } from "./confirm-identity";

/** Every context that has something about members, in the order of the file. */
const contexts = [
  ...[
    identity,
    profile,
    consent,
    notification,
    reservation,
    payment,
    mileage,
    history,
    platform,
    waitingRoom,
  ],
];

const EXPORTS_PER_DAY = 5;

/**
 * Gives the signed-in member everything that the contexts have about them, table by table, to be read batch by batch. The
 * member proves anew who they are: by the password, or, without one, by a sign-in of the last ten minutes. It is recorded in
 * the audit log before the first row is read.
 *
 * @throws AppError UNAUTHENTICATED, RATE_LIMITED; INVALID_INPUT at `password` when it is wrong, or when the sign-in is too old.
 */
export async function exportPersonalData(ctx: RequestContext, proof: Proof): Promise<PersonalTable[]> {
  const member = requireMember(ctx.actor);
  await confirmIdentity(ctx, proof);
  await limitRate(`export-personal-data:${member.id}`, EXPORTS_PER_DAY, 86_400);
  const tables = personalTables(ctx, member.id);
  await transaction(ctx, (tx) =>
    audit(tx, {
      action: "export",
      entity: "personal-data",
      entityId: member.id,
      after: { rows: tables.length },
    }),
  );
  return tables;
}

/** The tables of all contexts about one member, who is the one who asks. */
export const personalTables = (ctx: RequestContext, personId: string): PersonalTable[] =>
  contexts.flatMap(({ personalDataOf }) => personalDataOf(ctx, personId));
