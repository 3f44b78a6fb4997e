import { acceptPayment } from "@/server/reservation";
import { systemContext } from "@/server/shared/context";

/** A process that decides about one payment, given as JSON. A test ends it in the middle. */
const [payment = "{}"] = process.argv.slice(2);
await acceptPayment(systemContext("test"), JSON.parse(payment));
process.exit(0);
