/**
 * `npx tsx bench/emulator.ts`: how soon the emulator listens, and how many signed requests a second it answers.
 * Beside it, in the same run, a bare node:http server that checks nothing and always answers the same.
 * Goals (issue 3): 200 ms to listening, 5,000 signed requests a second.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { Pool } from "undici";
import { defaultProjects } from "../provider/emulator";
import { signed, type Call } from "../test/support/service/signed-client";

const repository = join(__dirname, "..");
const compiled = join(repository, "dist", "provider", "cli", "main.js");
const command = existsSync(compiled) ? [compiled] : ["--import", "tsx", join(repository, "provider", "cli", "main.ts")];
const bareServer = `
const body = JSON.stringify({ total: 2, used: 0 });
const server = require("node:http").createServer((request, response) => {
  response.writeHead(200, { "Content-Type": "application/json", "Content-Length": body.length });
  response.end(body);
});
server.listen(0, "127.0.0.1", () => console.log("listening on http://127.0.0.1:" + server.address().port));`;

const seconds = 3;
const project = defaultProjects[0]!.id;

/** Starts a server and gives the milliseconds until it said that it listens. */
async function started(args: string[]): Promise<{ child: ChildProcess; url: string; milliseconds: number }> {
  const begin = performance.now();
  const child = spawn(process.execPath, args, { cwd: repository, stdio: ["ignore", "pipe", "inherit"] });
  const url = await new Promise<string>((resolve, reject) => {
    let text = "";
    child.stdout.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      const [, found] = /listening on (\S+)\n/.exec(text) ?? [];
      if (found !== undefined) resolve(found);
    });
    child.once("exit", (code) => reject(new Error(`the server ended with ${String(code)}`)));
  });
  return { child, url, milliseconds: performance.now() - begin };
}

async function ended(child: ChildProcess): Promise<void> {
  const exit = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await exit;
}

const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!;

async function startTime(args: string[]): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < 5; run++) {
    const { child, milliseconds } = await started(args);
    times.push(milliseconds);
    await ended(child);
  }
  return median(times);
}

/** Requests a second over so many connections. The client signs anew each 100 ms; the server verifies each request. */
async function rate(url: string, call: Call, connections: number): Promise<number> {
  const pool = new Pool(url, { connections });
  const sign = () => signed(call, { accessKey: "emulator-access-key", secretKey: "emulator-secret-key", date: new Date() });
  let wire = sign();
  const timer = setInterval(() => (wire = sign()), 100);
  const begin = performance.now();
  const end = begin + seconds * 1000;
  let answered = 0;
  const work = async () => {
    while (performance.now() < end) {
      const { statusCode, body } = await pool.request({ path: wire.target, method: "GET", headers: wire.headers });
      await body.dump();
      if (statusCode !== 200) throw new Error(`${wire.target}: ${statusCode}`);
      answered++;
    }
  };
  await Promise.all(Array.from({ length: connections }, work));
  const elapsed = (performance.now() - begin) / 1000;
  clearInterval(timer);
  await pool.close();
  return answered / elapsed;
}

async function seeded(url: string): Promise<string> {
  const applications = Array.from({ length: 10 }, (_, index) => ({ projectId: project, name: `app_${index}`, region: "cn" }));
  const answer = await fetch(`${url}/_emulator/seed`, { method: "POST", body: JSON.stringify({ applications }) });
  const planted = (await answer.json()) as { applications: { id: string }[] };
  return planted.applications[0]!.id;
}

async function main(): Promise<void> {
  const emulatorStart = await startTime([...command, "emulator"]);
  const bareStart = await startTime(["-e", bareServer]);
  const form = existsSync(compiled) ? "compiled" : "by tsx";
  console.log(
    `listening after start, median of 5: emulator (${form}) ${emulatorStart.toFixed(0)} ms, bare node:http ${bareStart.toFixed(0)} ms`,
  );

  const emulator = await started([...command, "emulator"]);
  const bare = await started(["-e", bareServer]);
  const id = await seeded(emulator.url);
  const calls: Record<string, Call> = {
    ShowApp: { method: "GET", path: `/v2/${project}/msgsms/apps/${id}` },
    "ListAppDetails (10)": { method: "GET", path: `/v2/${project}/msgsms/apps` },
  };
  for (const [name, call] of Object.entries(calls)) {
    for (const connections of [8, 32]) {
      const ours = await rate(emulator.url, call, connections);
      const reference = await rate(bare.url, call, connections);
      const ratio = (ours / reference).toFixed(2);
      console.log(
        `${name}, ${connections} connections: emulator ${ours.toFixed(0)}/s, bare node:http ${reference.toFixed(0)}/s, ratio ${ratio}`,
      );
    }
  }
  await ended(emulator.child);
  await ended(bare.child);
}

void main();
