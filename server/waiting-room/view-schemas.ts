/** Sums over the sale events that are open. */
export type WaitingRoomFigures = {
  open: number;
  waiting: number;
  admitted: number;
  inside: number;
  mostShoppers: number;
  shoppersPerMinute: number;
};
