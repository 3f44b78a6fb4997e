import dgram from "node:dgram";
import { once } from "node:events";
import ipaddr from "ipaddr.js";

/** The addresses of a name, or "silence": the server never answers. A name that is missing does not exist. */
type Zone = Record<string, string[] | "silence">;

const TYPE_A = 1;
const TYPE_AAAA = 28;
const NAME_ERROR = 3;

/** A name server on this machine that knows the names of `zone` (RFC 1035, section 4). */
export async function startNameServer(zone: Zone) {
  const asked: string[] = [];
  const socket = dgram.createSocket("udp4");
  socket.on("message", (query, from) => {
    const { name, type, question } = questionOf(query);
    asked.push(`${name} ${type === TYPE_A ? "A" : "AAAA"}`);
    const known = zone[name];
    if (known === "silence") return;
    socket.send(answerOf(query, question, known, type), from.port, from.address);
  });
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  return {
    address: `127.0.0.1:${socket.address().port}`,
    asked,
    stop: () => new Promise<void>((done) => socket.close(() => done())),
  };
}

function questionOf(query: Buffer) {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString("latin1", at + 1, at + 1 + length));
    at += 1 + length;
  }
  return {
    name: labels.join(".").toLowerCase(),
    type: query.readUInt16BE(at + 1),
    question: query.subarray(12, at + 5),
  };
}

function answerOf(query: Buffer, question: Buffer, known: string[] | undefined, type: number): Buffer {
  const found = (known ?? []).map((text) => Buffer.from(ipaddr.parse(text).toByteArray()));
  const records = found.filter(
    ({ length }) => length === (type === TYPE_A ? 4 : type === TYPE_AAAA ? 16 : 0),
  );
  const head = Buffer.alloc(12);
  query.copy(head, 0, 0, 2);
  head.writeUInt16BE(0x8180 | (known ? 0 : NAME_ERROR), 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(records.length, 6);
  return Buffer.concat([head, question, ...records.map((data) => recordOf(type, data))]);
}

/** A record about the name of the question, to be kept for a minute. */
function recordOf(type: number, data: Buffer): Buffer {
  const record = Buffer.alloc(12);
  record.writeUInt16BE(0xc00c, 0);
  record.writeUInt16BE(type, 2);
  record.writeUInt16BE(1, 4);
  record.writeUInt32BE(60, 6);
  record.writeUInt16BE(data.length, 10);
  return Buffer.concat([record, data]);
}
