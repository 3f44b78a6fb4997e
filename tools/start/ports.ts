import net from "node:net";

const NEIGHBOURS_TRIED = 20;

/**
 * Returns the wanted port when it is free on the loopback, else the next free one after it, else any. `taken` has the
 * ports that are promised already; the chosen one is added.
 */
export async function claimPort(wanted: number, taken: Set<number> = new Set()): Promise<number> {
  for (let port = wanted; wanted > 0 && port <= wanted + NEIGHBOURS_TRIED && port < 65_536; port++) {
    if (!taken.has(port) && (await isPortFree(port))) {
      taken.add(port);
      return port;
    }
  }
  for (;;) {
    const port = await listenOnce(0, "127.0.0.1");
    if (port !== null && !taken.has(port)) {
      taken.add(port);
      return port;
    }
  }
}

/** Both loopbacks must be free: browsers may ask ::1 first when they are sent to localhost. */
export async function isPortFree(port: number): Promise<boolean> {
  return (await listenOnce(port, "127.0.0.1")) !== null && (await listenOnce(port, "::1")) !== null;
}

/** The port that could be listened on, or null when it is in use. A machine without IPv6 counts as free. */
function listenOnce(port: number, host: string): Promise<number | null> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once("error", (error: NodeJS.ErrnoException) => {
      resolve(error.code === "EADDRNOTAVAIL" || error.code === "EAFNOSUPPORT" ? port : null);
    });
    server.listen(port, host, () => {
      const address = server.address() as net.AddressInfo;
      server.close(() => resolve(address.port));
    });
  });
}
