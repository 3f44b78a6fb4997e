type Message = { channel: string; status: string; lastError: string | null };

/** Returns true for an e-mail that was sent, or whose last try failed. An e-mail that is on its way is not sent twice. */
export const mayBeResent = ({ channel, status, lastError }: Message): boolean =>
  channel === "EMAIL" && (status === "SENT" || (status === "QUEUED" && lastError !== null));
