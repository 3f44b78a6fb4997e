import { getWaitingRoom } from "@/app/_lib/rest/operations/waiting-rooms";
import { serve } from "@/app/_lib/rest/serve";

/** The guard answers it from memory; where there is no guard, this does. */
export const GET = serve(getWaitingRoom);
