import { listWaitingRooms } from "@/app/_lib/rest/operations/waiting-rooms";
import { serve } from "@/app/_lib/rest/serve";

export const GET = serve(listWaitingRooms);
