export { poolState, withoutReservedConnections, withReservedConnections } from "@/db/client";
