import { claimPort } from "./ports";
import type { Ports } from "./services";
import type { PartName } from "./stack-options";

export interface PortPlan {
  ports: Ports;
  /** One per process of the site; the first is `ports.app`. */
  appPorts: number[];
  moved: MovedPort[];
}

/** A port that was in use, and what was taken instead. */
export interface MovedPort {
  name: string;
  wanted: number;
  taken: number;
}

/** Claims a port for each part that runs here: the wanted one, or another when it is in use. */
export async function planPorts(
  wanted: Ports,
  apps: number,
  wants: (name: PartName) => boolean,
): Promise<PortPlan> {
  const taken = new Set<number>();
  const moved: MovedPort[] = [];
  const claim = async (name: string, port: number) => {
    const claimed = await claimPort(port, taken);
    if (claimed !== port) moved.push({ name, wanted: port, taken: claimed });
    return claimed;
  };
  const ports = { ...wanted };
  ports.app = await claim("site", wanted.app);
  const appPorts = [ports.app];
  for (let i = 1; i < apps; i++) appPorts.push(await claimPort(wanted.app + i, taken));
  if (wants("inngest")) ports.inngest = await claim("Inngest", wanted.inngest);
  if (wants("gateway")) ports.gateway = await claim("payments", wanted.gateway);
  if (wants("mailbox")) {
    ports.mailbox = await claim("mailbox", wanted.mailbox);
    ports.smtp = await claim("SMTP", wanted.smtp);
  }
  return { ports, appPorts, moved };
}
