import { z } from "zod";
import { operation } from "@/app/_lib/rest/operation";
import { pageOf, pageQuery } from "@/app/_lib/rest/pages";
import { named } from "@/app/_lib/rest/schema-names";
import { changePreference, markMessagesRead } from "@/server/notification";
import { getPreferences, listMessages as inboxOf, unreadCount } from "@/server/notification/queries";
import { changePreferenceInput, inboxMessage, preferenceView } from "@/server/notification/schemas";

const tag = "Miles and messages";
const marked = named(
  "MarkedMessages",
  z.strictObject({
    marked: z.number().int().min(0).meta({ description: "How many were unread before." }),
  }),
);

export const listMessages = operation({
  ...{ id: "listMessages", method: "GET", path: "/messages", tag },
  summary: "The inbox of the account",
  description: "The newest first.",
  ...{ scope: "messages:read", query: z.object(pageQuery) },
  response: pageOf("MessagePage", named("Message", inboxMessage)),
  run: (ctx, { query }) => inboxOf(ctx, query),
});

export const countUnreadMessages = operation({
  ...{ id: "countUnreadMessages", method: "GET", path: "/messages/unread-count", tag },
  summary: "How many messages are unread",
  scope: "messages:read",
  response: z.strictObject({ unread: z.number().int().min(0) }),
  run: async (ctx) => ({ unread: await unreadCount(ctx) }),
});

export const markAllMessagesRead = operation({
  ...{ id: "markAllMessagesRead", method: "POST", path: "/messages/read", tag },
  summary: "Mark all messages as read",
  ...{ scope: "messages:write", response: marked },
  run: (ctx) => markMessagesRead(ctx, {}),
});

export const markMessageRead = operation({
  ...{ id: "markMessageRead", method: "POST", path: "/messages/{id}/read", tag },
  summary: "Mark a message as read",
  description: "Nothing is marked when it was read before, or when it is not in the inbox of the account.",
  ...{ scope: "messages:write", params: z.object({ id: z.uuid() }), response: marked },
  run: (ctx, { params }) => markMessagesRead(ctx, { messageId: params.id }),
});

const preferences = z.array(named("MessagePreference", preferenceView));

export const listMessagePreferences = operation({
  ...{ id: "listMessagePreferences", method: "GET", path: "/account/message-preferences", tag },
  summary: "Which kinds of e-mail the account gets",
  ...{ scope: "messages:read", response: preferences },
  run: (ctx) => getPreferences(ctx),
});

export const changeMessagePreference = operation({
  ...{ id: "changeMessagePreference", method: "PUT", path: "/account/message-preferences/{kind}", tag },
  summary: "Switch e-mails of one kind on or off",
  description: "A kind whose `mayBeOff` is false is always sent. The inbox gets all messages.",
  ...{ scope: "messages:write", params: changePreferenceInput.pick({ kind: true }), response: preferences },
  body: named("MessagePreferenceChange", changePreferenceInput.pick({ email: true }), "input"),
  run: async (ctx, { params, body }) => {
    await changePreference(ctx, { ...params, ...body });
    return getPreferences(ctx);
  },
});
