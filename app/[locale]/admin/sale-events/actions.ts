"use server";

import { getLocale } from "next-intl/server";
import { type ActionResult, runAction } from "@/app/_lib/actions/action";
import { formOf, textField } from "@/app/_lib/actions/form";
import { saleEventInputOf, saleEventValuesOf } from "@/app/[locale]/admin/sale-events/sale-event-entry";
import type { SaleEventFormState } from "@/components/admin/sale-events/sale-event-form";
import { redirect } from "@/i18n/navigation";
import {
  changeSaleEvent as change,
  endSaleEvent as end,
  registerSaleEvent as register,
} from "@/server/waiting-room";

const revalidate = ["/[locale]/admin/sale-events", "/[locale]/admin/sale-events/[id]"];

/** Registers a sale event and leads to its page, or returns the refusal with what was typed. */
export async function registerSaleEvent(_before: unknown, sent: FormData): Promise<SaleEventFormState> {
  const values = saleEventValuesOf(sent);
  const input = { ...saleEventInputOf(values), key: textField(formOf(sent), "key") };
  const answer = await runAction((ctx) => register(ctx, input), { revalidate });
  if (!answer.ok) return { values, refusal: answer, done: 0 };
  return redirect({ href: `/admin/sale-events/${answer.data.id}`, locale: await getLocale() });
}

/** Changes a sale event and leads to its page, or returns the refusal with what was typed. */
export async function changeSaleEvent(_before: unknown, sent: FormData): Promise<SaleEventFormState> {
  const form = formOf(sent);
  const values = saleEventValuesOf(sent);
  const id = textField(form, "id");
  const input = { ...saleEventInputOf(values), id, version: Number(textField(form, "version")) };
  const answer = await runAction((ctx) => change(ctx, input), { revalidate });
  if (!answer.ok) return { values, refusal: answer, done: 0 };
  return redirect({ href: `/admin/sale-events/${id}`, locale: await getLocale() });
}

/** Ends a sale event. */
export async function endSaleEvent(id: string): Promise<ActionResult<void>> {
  return runAction((ctx) => end(ctx, { id }), { revalidate });
}
