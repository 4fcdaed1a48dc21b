import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Pool } from "undici";
import { signed, type Call } from "../../support/service/signed-client";
import { chinaProject } from "../../support/service/projects";

const rounds = 12;
const clients = 8;
const seed = Number(process.env["MSGSMS_TEST_SEED"] ?? randomInt(2 ** 31));

/** Numbers from 0 to 1 that follow from the seed (mulberry32). */
function numbersFrom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const main = join(__dirname, "..", "..", "..", "dist", "provider", "cli", "main.js");

async function started(folder: string): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [main, "emulator", "--quota", "1000000", "--data", folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    text += chunk.toString();
    const [, url] = /listening on (\S+)\n/.exec(text) ?? [];
    if (url !== undefined) return { child, url };
  }
  throw new Error(`the emulator did not start on what the killed one left: ${text}`);
}

async function held(url: string): Promise<Map<string, string>> {
  const answer = await fetch(`${url}/_emulator/applications`);
  const { applications } = (await answer.json()) as { applications: { id: string; name: string }[] };
  return new Map(applications.map(({ id, name }) => [id, name]));
}

/** Creates and renames as fast as the emulator answers, until it is gone. What was answered goes into `promised`. */
async function busy(pool: Pool, name: string, promised: Map<string, string>): Promise<void> {
  const send = async (call: Call): Promise<string> => {
    const wire = signed(call, { accessKey: "emulator-access-key", secretKey: "emulator-secret-key", date: new Date() });
    const answer = await pool.request({ method: wire.method, path: wire.target, headers: wire.headers, body: wire.body });
    const { id } = (await answer.body.json()) as { id: string };
    assert.equal(answer.statusCode, 200);
    return id;
  };
  const apps = `/v2/${chinaProject}/msgsms/apps`;
  for (let index = 0; ; index++) {
    const id = await send({ method: "POST", path: apps, body: { app_name: `${name}_${index}`, region: "cn" } });
    promised.set(id, `${name}_${index}`);
    if (index % 3 > 0) continue;
    const renamed = `${name}_${index}_renamed`;
    // Until the answer is there, both names are right.
    promised.set(id, `${name}_${index}|${renamed}`);
    await send({ method: "PUT", path: `${apps}/${id}`, body: { app_name: renamed, region: "cn" } });
    promised.set(id, renamed);
  }
}

describe("emulator: data folder under kill -9", function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), "msgsms-emulator-"));
  const children: ChildProcess[] = [];
  after(() => {
    for (const child of children) if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  });

  it(`has every application that was answered, after each of ${rounds} kills (MSGSMS_TEST_SEED=${seed})`, async () => {
    const random = numbersFrom(seed);
    const promised = new Map<string, string>();
    for (let round = 0; round < rounds; round++) {
      const { child, url } = await started(folder);
      children.push(child);
      const pool = new Pool(url, { connections: clients });
      const before = promised.size;
      const work = Array.from({ length: clients }, (_, client) => busy(pool, `r${round}_${client}`, promised));
      const ended = Promise.allSettled(work);
      while (promised.size === before) await pause(1);
      await pause(random() * 100);
      const exit = once(child, "exit");
      child.kill("SIGKILL");
      await exit;
      for (const result of await ended) {
        const reason = result.status === "rejected" ? (result.reason as { code?: string; name?: string }) : {};
        assert.match(String(reason.code), /^(ECONNRESET|ECONNREFUSED|EPIPE|UND_ERR_SOCKET)$/, "only the end of the process ends a client");
      }
      await pool.destroy();

      const again = await started(folder);
      children.push(again.child);
      const applications = await held(again.url);
      again.child.kill("SIGKILL");
      for (const [id, names] of promised) {
        const name = applications.get(id);
        assert.ok(name !== undefined && names.split("|").includes(name), `round ${round}: ${id} is ${String(name)}, not ${names}`);
      }
    }
    assert.ok(promised.size > rounds);
    const lines = readFileSync(join(folder, "applications.jsonl"), "utf8").split("\n").length;
    assert.ok(lines > promised.size, `${lines} lines hold ${promised.size} applications`);
  });
});
