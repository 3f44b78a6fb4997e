import type { ComponentProps } from "react";
import { OrderChanges } from "./order-changes";
import { OrderTickets } from "./order-tickets";

/** The order of a sold reservation: its changes with their money, and its tickets. A hold has none. */
export function OrderCards(props: ComponentProps<typeof OrderChanges>) {
  const { tickets } = props.order;
  if (tickets.length === 0) return null;
  return (
    <div className="grid grid-cols-1 items-start gap-6 xl:grid-cols-2">
      <OrderChanges {...props} />
      <OrderTickets tickets={tickets} />
    </div>
  );
}
