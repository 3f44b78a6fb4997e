import {
  chooseSeatsOnBehalf,
  getSeatsOnBehalf,
  seatPartyOnBehalf,
} from "@/app/_lib/rest/operations/staff-service";
import { serve } from "@/app/_lib/rest/serve";

export const GET = serve(getSeatsOnBehalf);
export const PUT = serve(chooseSeatsOnBehalf);
export const POST = serve(seatPartyOnBehalf);
