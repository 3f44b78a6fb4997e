import { mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import type { Mail, MailFilter, StoredMail } from "./model";

const SUFFIX = ".json";

/**
 * Keeps the newest mails in a folder, one file each. Everything but the attachments is in memory too,
 * oldest first; ids ascend with time.
 */
export class MailStore {
  readonly #mails = new Map<string, Mail>();

  private constructor(
    readonly folder: string,
    readonly keep: number,
  ) {}

  /** Opens the folder and reads what an earlier run received. */
  static async open(folder: string, keep: number): Promise<MailStore> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const store = new MailStore(folder, keep);
    const names = await readdir(folder);
    for (const name of names.sort()) {
      if (name.endsWith(SUFFIX)) store.#remember(JSON.parse(await readFile(path.join(folder, name), "utf8")));
      // What was being written when the process was killed was never acknowledged to its sender.
      else await rm(path.join(folder, name), { force: true });
    }
    await store.#trim();
    return store;
  }

  /** Resolves once the mail is on the disk. */
  async add(mail: StoredMail): Promise<void> {
    const file = this.#file(mail.id);
    const unfinished = `${file}.part`;
    const handle = await open(unfinished, "w", 0o600);
    try {
      await handle.writeFile(JSON.stringify(mail));
      await handle.datasync();
    } finally {
      await handle.close();
    }
    await rename(unfinished, file);
    this.#remember(mail);
    await this.#trim();
  }

  get(id: string): Mail | undefined {
    return this.#mails.get(id);
  }

  /** The mails that match, newest first. */
  find(filter: MailFilter): Mail[] {
    return [...this.#mails.values()].filter((mail) => matches(mail, filter)).reverse();
  }

  get size(): number {
    return this.#mails.size;
  }

  /** The bytes of an attachment; undefined if there is no such. */
  async attachment(id: string, index: number): Promise<Buffer | undefined> {
    if (!this.#mails.has(id)) return undefined;
    const stored: StoredMail = JSON.parse(await readFile(this.#file(id), "utf8"));
    const content = stored.contents[index];
    return content === undefined ? undefined : Buffer.from(content, "base64");
  }

  async clear(): Promise<void> {
    const ids = [...this.#mails.keys()];
    this.#mails.clear();
    await Promise.all(ids.map((id) => rm(this.#file(id), { force: true })));
  }

  #remember({ contents: _contents, ...mail }: StoredMail): void {
    this.#mails.set(mail.id, mail);
  }

  async #trim(): Promise<void> {
    const surplus = [...this.#mails.keys()].slice(0, Math.max(0, this.#mails.size - this.keep));
    for (const id of surplus) this.#mails.delete(id);
    await Promise.all(surplus.map((id) => rm(this.#file(id), { force: true })));
  }

  #file(id: string): string {
    return path.join(this.folder, `${id}${SUFFIX}`);
  }
}

function matches(mail: Mail, { to, subject, any }: MailFilter): boolean {
  const has = (text: string, part: string) => text.toLowerCase().includes(part.toLowerCase());
  const isAddressedTo = (wanted: string) =>
    mail.to.some((address) =>
      wanted.includes("@") ? address.toLowerCase() === wanted.toLowerCase() : has(address, wanted),
    );
  if (to && !isAddressedTo(to)) return false;
  if (subject && !has(mail.subject, subject)) return false;
  return !any || mail.to.some((address) => has(address, any)) || has(mail.subject, any);
}
