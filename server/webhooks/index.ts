import { tracedVerbs } from "@/server/shared/trace-verbs";
import * as verbs from "./verbs";

export const {
  catchUpDeliveries,
  changeEndpoint,
  deliverPing,
  deliverWebhooks,
  forgetDeliveries,
  redeliverEvent,
  redeliverMissed,
  registerEndpoint,
  rotateSecret,
  switchEndpoint,
} = tracedVerbs("webhooks", verbs);
