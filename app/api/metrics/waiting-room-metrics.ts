import type { WaitingRoomFigures } from "@/server/waiting-room/view-schemas";

type Setter = (name: string, help: string, value: number) => void;

/** Who waits and who shops, in all sale events that are open. */
export function setWaitingRooms(set: Setter, f: WaitingRoomFigures): void {
  set("msa_waiting_room_open", "Sale events that are open.", f.open);
  set("msa_waiting_room_waiting", "People who wait in them.", f.waiting);
  set("msa_waiting_room_admitted", "Numbers that were admitted to them so far.", f.admitted);
  set("msa_waiting_room_inside", "Shoppers whose time there is not over.", f.inside);
  set("msa_waiting_room_most", "How many may shop there at the same time.", f.mostShoppers);
  set("msa_waiting_room_shoppers_per_minute", "How many are admitted in a minute now.", f.shoppersPerMinute);
}
