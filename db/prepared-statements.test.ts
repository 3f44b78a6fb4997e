import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import { NameProbe, type ProbeClient } from "./prepared-statements";
import { StatementNames } from "./statement-names";

/** A client whose n-th query ends as `answer` says. */
class FakeClient extends EventEmitter implements ProbeClient {
  private queries = 0;
  constructor(private readonly answer: (client: FakeClient, n: number) => void = () => {}) {
    super();
  }
  connect = async () => {};
  end = async () => {};
  query = async () => this.answer(this, ++this.queries);
}

const lost = (code: string) => Object.assign(new Error("lost"), { code });
const use = (names: StatementNames) =>
  [1, 2, 3, 4].map(() => names.named({ text: "select $1" }, [1]) as { name?: string }).at(-1)?.name;

async function asked(answer?: (client: FakeClient, n: number) => void) {
  const names = new StatementNames();
  await new NameProbe(names, () => new FakeClient(answer)).ask();
  return use(names);
}

test("names are given where the server keeps them", async () => {
  expect(await asked()).toBe("msa_1");
});

test("names are not given where one is lost", async () => {
  const second = (_: FakeClient, n: number) => {
    if (n === 2) throw lost("26000");
  };
  expect(await asked(second)).toBeUndefined();
});

test("a connection that is lost during the probe neither ends the process nor switches names on", async () => {
  const breaks = (client: FakeClient) => {
    client.emit("error", lost("57P01"));
    throw lost("57P01");
  };
  expect(await asked(breaks)).toBeUndefined();
});

test("a connection that is lost while it is idle does not end the process", async () => {
  const idle = (client: FakeClient) => setImmediate(() => client.emit("error", lost("57P01")));
  await asked(idle as (client: FakeClient) => void);
  await new Promise((resolve) => setImmediate(resolve));
});
