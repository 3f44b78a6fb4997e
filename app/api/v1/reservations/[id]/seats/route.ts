import { chooseSeats, getSeatMap, seatParty } from "@/app/_lib/rest/operations/seats";
import { serve } from "@/app/_lib/rest/serve";

export const GET = serve(getSeatMap);
export const PUT = serve(chooseSeats);
export const POST = serve(seatParty);
