import type { MessageChannel } from "@/db/schema/notification";
import { type NotifiableKey, notifiableEvents } from "@/server/notification/events";
import { kindOf } from "@/server/notification/kind-rules";
import { sentEvent } from "@/server/notification/message-event-rules";
import { addresseeOf, type NotifiableEvent } from "@/server/notification/message-rules";
import { newMessages } from "@/server/notification/store-messages";
import { Chance, DAY, iso } from "./chance";
import type { Journal, PastEvent } from "./journal";
import type { Member } from "./people";
import type { Rows } from "./rows";

/** The channels of each event, by the policy that holds. */
export type Channels = ReadonlyMap<string, readonly MessageChannel[]>;

const keys = new Map(
  (Object.keys(notifiableEvents) as NotifiableKey[]).map((key): [string, NotifiableKey] => [
    notifiableEvents[key].name,
    key,
  ]),
);

/** Tells customers of events as the reactions do, by the same texts. */
export class Messages {
  constructor(
    private readonly rows: Rows,
    private readonly journal: Journal,
    private readonly of: { channels: Channels; members: ReadonlyMap<string, Member>; now: number },
  ) {}

  tell(told: PastEvent): void {
    const key = keys.get(told.name);
    if (!key) return;
    // The texts read the fields of the contract and no others, so that none has to be taken out first.
    const checked = { key, data: told.data } as unknown as NotifiableEvent;
    const { recipientId } = addresseeOf(checked);
    const member = this.of.members.get(recipientId);
    if (!member) throw new Error(`nobody knows the recipient of ${told.name}`);
    const chance = new Chance(`messages ${told.id}`);
    const occurredAt = iso(told.at);
    const target = {
      ...{ recipientId, channels: [...(this.of.channels.get(told.name) ?? [])], locale: member.locale },
      ...{ address: member.email, name: member.name },
      // Nobody of the past has switched anything off, and no quiet hours are ahead.
      ...{ kind: kindOf(key), withheld: [], mayBeOff: false, quietUntil: null },
    };
    const event = { eventId: told.id, name: told.name, occurredAt, notifiable: checked };
    const storedAt = told.at + chance.between(150, 900);
    for (const [n, message] of newMessages(event, target, { isOver: true }).entries()) {
      const isMail = message.channel === "EMAIL";
      const sentAt = isMail ? storedAt + chance.between(300, 2_500) : storedAt;
      const isRead = !isMail && this.of.now - storedAt > 2 * DAY && chance.isIn(0.85);
      this.rows.add("notification.messages", {
        ...{ id: message.id, event_id: told.id, recipient_id: recipientId, channel: message.channel },
        ...{ template: message.template, locale: message.locale, address: message.address },
        ...{ subject: message.subject, body: message.body, link: message.link, data: message.data },
        ...{ reservation_id: message.reservationId, locator: message.locator, status: "SENT" },
        ...{ attempts: isMail ? 1 : 0, created_at: iso(storedAt + n), sent_at: iso(sentAt) },
        read_at: isRead ? iso(storedAt + chance.waiting(0.4 * DAY)) : null,
      });
      if (isMail) this.#recordSent(message, { at: sentAt, told, chance });
    }
  }

  #recordSent(
    message: Parameters<typeof sentEvent>[0],
    { at, told, chance }: { at: number; told: PastEvent; chance: Chance },
  ): void {
    const { name, version, data, causationId } = sentEvent(message);
    this.journal.record({
      ...{ id: chance.id(at), at, name, version, correlationId: told.correlationId },
      ...{ data: data as Record<string, unknown>, ...(causationId && { causationId }) },
    });
  }
}
