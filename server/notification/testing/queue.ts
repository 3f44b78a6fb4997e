import { systemContext } from "@/server/shared/context";
import type { recorded } from "@/server/shared/testing/events";
import { queueMessages } from "..";

type Event = Omit<Awaited<ReturnType<typeof recorded>>, "data"> & { data: unknown };

/** Queues the messages about one event. @throws Error with the error of the event's result. */
export async function queueOne(event: Event): Promise<{ emailId: string | null; queued: number }> {
  const [result] = (await queueMessages(systemContext("test"), { events: [event] })).results;
  if (!result || "error" in result) throw new Error(result?.error);
  return { emailId: result.emailId, queued: result.queued };
}

/** Queues the messages about one event whose policy has an e-mail. @returns the id of the e-mail. */
export async function queueMail(event: Event): Promise<string> {
  const { emailId } = await queueOne(event);
  if (!emailId) throw new Error(`no e-mail about ${event.name}`);
  return emailId;
}
