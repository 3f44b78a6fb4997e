import { tracedVerbs } from "@/server/shared/trace-verbs";
import * as verbs from "./verbs";

export const {
  changeClient,
  disableClient,
  enableClient,
  issueAccessToken,
  registerClient,
  retireSigningKey,
  revokeClientSecret,
  rotateClientSecret,
  rotateSigningKeys,
} = tracedVerbs("platform", verbs);
