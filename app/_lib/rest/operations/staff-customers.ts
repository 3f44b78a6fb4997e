import { z } from "zod";
import { forwards, sortedQuery } from "@/app/_lib/rest/list-query";
import { operation } from "@/app/_lib/rest/operation";
import { pageOf, pageQuery } from "@/app/_lib/rest/pages";
import { named } from "@/app/_lib/rest/schema-names";
import { listNotes } from "@/server/desk/queries";
import { adjustCustomerMiles } from "@/server/flows/adjust-customer-miles";
import {
  customerProfile,
  customerProfileView,
  customerSorts,
  findCustomers,
  listedCustomerView,
} from "@/server/flows/customers-view";
import { writeSubjectNote } from "@/server/flows/write-subject-note";
import { getCustomer } from "@/server/identity/queries";
import { listCustomersInput } from "@/server/identity/schemas";
import { ledgerOfMember } from "@/server/mileage/queries";
import { adjustMilesInput, staffLedgerEntryView } from "@/server/mileage/schemas";
import { messagesOfMember } from "@/server/notification/queries";
import { reservationsOfCustomer } from "@/server/reservation/queries";
import { foundReservationPage, notePage, sentMessageView } from "./staff-reservations";
import { writeNoteRequest } from "./staff-service";

const tag = "Staff: customers";
const scope = "customers:read";
const params = z.object({ id: z.uuid() });

export const searchCustomers = operation({
  ...{ id: "searchCustomers", method: "GET", path: "/admin/customers", tag },
  summary: "Find customers",
  description:
    "`q` is a part of the name, the beginning of an e-mail address, or the telephone number of a booking's contact. The order `booked` lists only customers who have booked.",
  ...{ scope, peopleList: "customers" },
  query: z.object({
    q: listCustomersInput.shape.q,
    sort: z.enum(customerSorts).default("joined"),
    ...sortedQuery({ descending: true, limit: 25 }),
  }),
  response: pageOf("CustomerPage", named("ListedCustomer", listedCustomerView)),
  run: async (ctx, { query: { limit: rows, ...query } }) =>
    forwards(await findCustomers(ctx, query, rows), query.cursor),
});

export const getCustomerProfile = operation({
  ...{ id: "getCustomerProfile", method: "GET", path: "/admin/customers/{id}", tag },
  summary: "A customer with the miles of the account",
  ...{ scope, params, response: named("CustomerProfile", customerProfileView) },
  run: (ctx, { params: { id } }) => customerProfile(ctx, id),
});

export const listTripsOfCustomer = operation({
  ...{ id: "listTripsOfCustomer", method: "GET", path: "/admin/customers/{id}/reservations", tag },
  summary: "The reservations of a customer",
  description: "In all statuses, the newest first.",
  ...{ scope, params, query: z.object(pageQuery), response: foundReservationPage },
  run: async (ctx, { params: { id }, query }) => {
    const { id: customerId } = await getCustomer(ctx, id);
    const asked = { customerId, cursor: query.cursor };
    return forwards(await reservationsOfCustomer(ctx, asked, query.limit), query.cursor);
  },
});

export const listLedgerOfCustomer = operation({
  ...{ id: "listLedgerOfCustomer", method: "GET", path: "/admin/customers/{id}/ledger", tag },
  summary: "The ledger of a customer's miles",
  description: "The newest first, each adjustment with its reason.",
  ...{ scope, params, query: z.object(pageQuery) },
  response: pageOf("StaffLedgerPage", named("StaffLedgerEntry", staffLedgerEntryView)),
  run: async (ctx, { params: { id }, query }) => {
    const { id: memberId } = await getCustomer(ctx, id);
    return ledgerOfMember(ctx, { ...query, memberId });
  },
});

export const listMessagesOfCustomer = operation({
  ...{ id: "listMessagesOfCustomer", method: "GET", path: "/admin/customers/{id}/messages", tag },
  summary: "The messages to a customer",
  description: "In all channels, the newest first.",
  ...{ scope, params, query: z.object(pageQuery), response: pageOf("SentMessagePage", sentMessageView) },
  run: async (ctx, { params: { id }, query }) => {
    const { id: memberId } = await getCustomer(ctx, id);
    return messagesOfMember(ctx, { ...query, memberId });
  },
});

export const listCustomerNotes = operation({
  ...{ id: "listCustomerNotes", method: "GET", path: "/admin/customers/{id}/notes", tag },
  summary: "The staff's notes about a customer",
  description: "The newest first. The customer does not see them.",
  ...{ scope, params, query: z.object(pageQuery), response: notePage },
  run: async (ctx, { params: { id }, query }) => {
    const { id: subjectId } = await getCustomer(ctx, id);
    return listNotes(ctx, { ...query, subjectKind: "CUSTOMER", subjectId });
  },
});

export const writeCustomerNote = operation({
  ...{ id: "writeCustomerNote", method: "POST", path: "/admin/customers/{id}/notes", tag },
  summary: "Write a note about a customer",
  description: "The same `key` a second time writes nothing.",
  ...{ scope: "customers:write", params, body: writeNoteRequest, errors: ["CONFLICT"] },
  run: (ctx, { params: { id }, body }) =>
    writeSubjectNote(ctx, { ...body, subjectKind: "CUSTOMER", subjectId: id }),
});

export const adjustMiles = operation({
  ...{ id: "adjustMiles", method: "POST", path: "/admin/customers/{id}/adjustments", tag },
  summary: "Give miles to a customer, or take them",
  description:
    "`miles` below zero takes them; the balance never falls below zero. The same `key` a second time books nothing.",
  ...{ scope: "customers:write", params, errors: ["CONFLICT"] },
  body: named("AdjustMilesRequest", adjustMilesInput.omit({ memberId: true }), "input"),
  run: (ctx, { params: { id }, body }) => adjustCustomerMiles(ctx, { ...body, memberId: id }),
});
