// Installs and builds just what is missing, so that every command of this project works on a fresh clone.
// Plain Node without packages: nothing is installed yet when it runs.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const stampPath = join("node_modules", ".pulumi-msgsms-lock-hash");
const installedPath = join("node_modules", ".package-lock.json");

/** The hash that the stamp in `node_modules` holds. */
export function hashOf(lockText) {
  return createHash("sha256").update(lockText).digest("hex");
}

/**
 * What is to be done about `node_modules`: nothing ("fresh"), note that it fits ("adopt": installed by hand with npm), or "install".
 *
 * @param lockText package-lock.json
 * @param stamp what the stamp holds; undefined if there is none
 * @param installedText npm's own list of what it installed; undefined if there is none
 */
export function installDecision(lockText, stamp, installedText) {
  if (installedText === undefined) return "install";
  if (stamp?.trim() === hashOf(lockText)) return "fresh";
  return holdsAll(JSON.parse(lockText), JSON.parse(installedText)) ? "adopt" : "install";
}

function holdsAll(lock, installed) {
  return Object.entries(lock.packages).every(([path, wanted]) => {
    if (path === "") return true;
    const present = installed.packages[path];
    // An optional package that is for another platform is not installed.
    if (present === undefined) return wanted.optional === true;
    return present.version === wanted.version && present.integrity === wanted.integrity;
  });
}

/**
 * What is to be done about `dist`.
 *
 * @param sources all files that the build reads: path and time of change in milliseconds
 * @param outputs the JavaScript files in `dist`: path below `dist` and time of change
 * @returns `stale`, and the outputs whose source is gone
 */
export function buildDecision(sources, outputs) {
  const expected = new Set(
    sources
      .map(({ path }) => path)
      .filter(isCompiled)
      .map(outputOf),
  );
  const present = new Set(outputs.map(({ path }) => path));
  const orphans = outputs.map(({ path }) => path).filter((path) => !expected.has(path));
  const missing = [...expected].some((path) => !present.has(path));
  const newestSource = Math.max(...sources.map(({ changed }) => changed));
  const oldestOutput = Math.min(...outputs.map(({ changed }) => changed));
  return { stale: missing || orphans.length > 0 || oldestOutput < newestSource, orphans };
}

const isCompiled = (path) => path.endsWith(".ts") && !path.endsWith(".d.ts");
const outputOf = (path) => path.replace(/\.ts$/, ".js");

function readIfPresent(path) {
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}

function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: path.replaceAll("\\", "/"), changed: statSync(path).mtimeMs }));
}

/** Runs npm without its chatter. Gives npm's own words if it fails, else undefined. */
function failureOfNpm(args) {
  const windows = process.platform === "win32";
  const run = spawnSync(windows ? "npm.cmd" : "npm", args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], shell: windows });
  if (run.status === 0) return undefined;
  // npm says first what is wrong, and then explains its own usage at length.
  const words = run.error ? run.error.message : `${run.stdout}${run.stderr}`.trim().split("\n").slice(0, 40).join("\n");
  return `"npm ${args.join(" ")}" ended with ${run.status ?? "an error"}.\n${words}`;
}

function endWith(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

/** The reason why this version of Node cannot be used, if so. */
export function nodeRefusal(version, range) {
  const [actual, least] = [version, range].map((text) => text.replace(/^\D+/, "").split(".").map(Number));
  const newer = actual[0] !== least[0] ? actual[0] > least[0] : actual[1] >= least[1];
  return newer ? undefined : `Node ${range} is needed, this is ${version}. Install it from https://nodejs.org and run the command again.`;
}

function prepareDependencies() {
  const lockText = readFileSync("package-lock.json", "utf8");
  const decision = installDecision(lockText, readIfPresent(stampPath), readIfPresent(installedPath));
  if (decision === "fresh") return;
  if (decision === "install") {
    console.log("Installing the npm packages of package-lock.json (once).");
    const failure = failureOfNpm(["ci", "--no-fund", "--no-audit"]);
    if (failure !== undefined) endWith(`Installing the npm packages failed: ${failure}`);
  }
  writeFileSync(stampPath, `${hashOf(lockText)}\n`);
}

function prepareBuild() {
  const settings = ["tsconfig.json", "tsconfig.build.json", "package.json"].map((path) => ({ path, changed: statSync(path).mtimeMs }));
  const sources = [...settings, ...filesBelow("provider"), ...filesBelow("schemas/generated")];
  const outputs = filesBelow("dist").filter(({ path }) => path.endsWith(".js"));
  const below = outputs.map(({ path, changed }) => ({ path: relative("dist", path).replaceAll("\\", "/"), changed }));
  const { stale, orphans } = buildDecision(sources, below);
  if (!stale) return;
  console.log("Building dist from the sources.");
  for (const path of orphans) for (const end of [".js", ".d.ts"]) rmSync(join("dist", path.replace(/\.js$/, end)), { force: true });
  // A build with type errors must leave nothing behind that would pass for a good one next time.
  const failure = failureOfNpm(["run", "build", "--silent", "--", "--noEmitOnError"]);
  if (failure !== undefined) endWith(`Building dist failed: ${failure}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.chdir(join(dirname(fileURLToPath(import.meta.url)), ".."));
  const refusal = nodeRefusal(process.version, JSON.parse(readFileSync("package.json", "utf8")).engines.node);
  if (refusal) endWith(refusal);
  mkdirSync("node_modules", { recursive: true });
  prepareDependencies();
  prepareBuild();
}
