import { once } from "node:events";
import net from "node:net";

/** A TCP proxy in front of a database, which can lose connections in the two ways in which networks do. */
export class DatabaseProxy {
  private readonly pairs = new Set<[net.Socket, net.Socket]>();
  private isCut = false;
  private readonly server: net.Server;

  constructor(private readonly target: URL) {
    this.server = net.createServer((client) => this.join(client));
  }

  /** @returns the database's address behind this proxy. */
  async listen(): Promise<string> {
    this.server.listen(0, "127.0.0.1");
    await once(this.server, "listening");
    const { port } = this.server.address() as net.AddressInfo;
    return Object.assign(new URL(this.target), { host: `127.0.0.1:${port}` }).href;
  }

  /** Every open connection goes silent, without an end. New ones work. */
  silence(): void {
    for (const [client, server] of this.pairs) {
      for (const socket of [client, server]) socket.pause().removeAllListeners("data");
    }
    this.pairs.clear();
  }

  /** The database is away: every connection is reset, and new ones are, until `restore`. */
  cut(): void {
    this.isCut = true;
    for (const pair of this.pairs) for (const socket of pair) socket.destroy();
  }

  restore(): void {
    this.isCut = false;
  }

  close(): void {
    this.cut();
    this.server.close();
  }

  private join(client: net.Socket): void {
    client.on("error", () => {});
    if (this.isCut) {
      client.destroy();
      return;
    }
    const server = net.connect(Number(this.target.port), this.target.hostname);
    server.on("error", () => {});
    const pair: [net.Socket, net.Socket] = [client, server];
    this.pairs.add(pair);
    for (const [from, to] of [pair, [server, client] as const]) {
      from.on("data", (data) => to.write(data));
      from.once("close", () => {
        this.pairs.delete(pair);
        to.destroy();
      });
    }
  }
}
