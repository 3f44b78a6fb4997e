import { z } from "zod";
import { browsers, systems } from "@/server/identity/domain/device";

/** A session that is open, as its owner sees it. */
export const openSession = z.strictObject({
  id: z.uuid(),
  browser: z.enum(browsers),
  system: z.enum(systems),
  network: z.string().meta({
    description:
      "The network of the sign-in or of the latest use, coarse: 203.0.113.0/24. Empty when unknown.",
  }),
  startedAt: z.date(),
  seenAt: z.date().meta({ description: "The latest use, to some minutes." }),
  isCurrent: z.boolean().meta({ description: "The session of this very request." }),
});
export type OpenSession = z.output<typeof openSession>;

export const sessionIdInput = z.object({ sessionId: z.uuid() });
export type SessionIdInput = z.input<typeof sessionIdInput>;

/** What a request says of the device: the `User-Agent` header and the network address. */
export type Visit = { userAgent: string | null; address: string };
