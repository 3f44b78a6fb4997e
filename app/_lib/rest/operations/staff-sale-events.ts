import { z } from "zod";
import { operation } from "@/app/_lib/rest/operation";
import { named } from "@/app/_lib/rest/schema-names";
import { MAX_PAGE } from "@/server/shared/fields";
import {
  changeSaleEvent as change,
  endSaleEvent as end,
  registerSaleEvent as register,
} from "@/server/waiting-room";
import { getSaleEvent as getOne, listSaleEvents as list } from "@/server/waiting-room/queries";
import { changeSaleEventInput, registerSaleEventInput, saleEventView } from "@/server/waiting-room/schemas";

const tag = "Staff: sale events";
const params = z.object({ id: z.uuid() });
const view = named("SaleEvent", saleEventView);

export const listSaleEvents = operation({
  ...{ id: "listSaleEvents", method: "GET", path: "/admin/sale-events", tag },
  summary: "All sale events with their figures",
  description: "50 on a page, the newest opening first.",
  scope: "sale-events:read",
  query: z.object({ page: z.coerce.number().int().min(1).max(MAX_PAGE).optional() }),
  response: named("SaleEventPage", z.strictObject({ rows: z.array(view), hasNext: z.boolean() })),
  run: (ctx, { query }) => list(ctx, query),
});

export const getSaleEvent = operation({
  ...{ id: "getSaleEvent", method: "GET", path: "/admin/sale-events/{id}", tag },
  summary: "A sale event with its figures",
  ...{ scope: "sale-events:read", params, response: view },
  run: (ctx, { params: { id } }) => getOne(ctx, { id }),
});

export const registerSaleEvent = operation({
  ...{ id: "registerSaleEvent", method: "POST", path: "/admin/sale-events", tag },
  summary: "Register a sale event",
  description:
    "From `waitsFrom` on nobody searches or holds its flights without having been admitted. Who has come by `opensAt` gets a number by lottery. An opening that has passed means at once.",
  ...{ scope: "sale-events:write", status: 201 },
  body: named("RegisterSaleEventRequest", registerSaleEventInput, "input"),
  response: named("RegisteredSaleEvent", z.strictObject({ id: z.uuid() })),
  errors: ["CONFLICT"],
  run: (ctx, { body }) => register(ctx, body),
});

const { shape } = changeSaleEventInput;

export const changeSaleEvent = operation({
  ...{ id: "changeSaleEvent", method: "PUT", path: "/admin/sale-events/{id}", tag },
  summary: "Change a sale event that has not ended",
  description:
    "`version` is that of the sale event as it was read. After the opening `waitsFrom` and `opensAt` stay.",
  ...{ scope: "sale-events:write", params },
  body: named("ChangeSaleEventRequest", z.object(shape).omit({ id: true }), "input"),
  errors: ["CONFLICT"],
  run: (ctx, { params: { id }, body }) => change(ctx, { ...body, id }),
});

export const endSaleEvent = operation({
  ...{ id: "endSaleEvent", method: "POST", path: "/admin/sale-events/{id}/end", tag },
  summary: "End a sale event before its time",
  description: "Nobody waits any more, and everybody shops as usual.",
  ...{ scope: "sale-events:write", params },
  run: (ctx, { params: { id } }) => end(ctx, { id }),
});
