"use server";

import { getLocale } from "next-intl/server";
import { z } from "zod";
import { runAction } from "@/app/_lib/actions/action";
import { formOf, textField } from "@/app/_lib/actions/form";
import {
  operationInputOf,
  operationValuesOf,
} from "@/app/[locale]/admin/flights/[id]/operation/operation-entry";
import type { OperationFormState } from "@/components/admin/flights/operation-form-state";
import { redirect } from "@/i18n/navigation";
import { reportFlightOperation } from "@/server/schedule";
import { getFlight } from "@/server/schedule/queries";
import { int4Id } from "@/server/shared/fields";
import { parse } from "@/server/shared/parse";

/** Reports what is known about a flight and leads to its page, or returns the refusal with what was typed. */
export async function reportOperation(_before: unknown, sent: FormData): Promise<OperationFormState> {
  const values = operationValuesOf(sent);
  const answer = await runAction(
    async (ctx) => {
      const { flightId } = parse(z.object({ flightId: int4Id }), {
        flightId: Number(textField(formOf(sent), "flightId")),
      });
      const flight = await getFlight(ctx, flightId);
      await reportFlightOperation(ctx, operationInputOf(values, flight));
      return flightId;
    },
    { revalidate: ["/[locale]/admin/flights/[id]"] },
  );
  if (!answer.ok) return { values, refusal: answer };
  return redirect({
    href: { pathname: `/admin/flights/${answer.data}`, query: { reported: "1" } },
    locale: await getLocale(),
  });
}
