import { getReservation } from "@/app/_lib/rest/operations/bookings";
import { serve } from "@/app/_lib/rest/serve";

export const GET = serve(getReservation);
