import type { ConsoleChange } from "../../provider/application";
import type { StateResource } from "../../test/support/pulumi/stack";
import type { Demonstration } from "./demonstration";

/** Runs all steps in their order. The two refused previews run beside the steps before them. */
export async function runSteps(demonstration: Demonstration): Promise<void> {
  const created = await create(demonstration);
  const refusedMarket = await demonstration.beside(changeMarket);
  await runAgain(demonstration);
  const refusedRemoval = await demonstration.beside(remove);
  await rename(demonstration, created);
  await refusedMarket();
  await refusedRemoval();
  await destroy(demonstration);
}

// The engine breaks the sentence over two lines.
const protectedRefusal = /cannot be deleted\s+because it is protected/;
const everything = ["alerts_intl", "login-codes", "order_codes"];

async function create(demonstration: Demonstration): Promise<StateResource[]> {
  demonstration.title("Create the three applications of examples/quickstart/sms-applications.yaml");
  await demonstration.pulumi("up --yes --skip-preview");
  const applications = await demonstration.applications();
  for (const { id, outputs = {} } of applications) {
    demonstration.say(`${String(outputs["name"])} (${String(outputs["market"])})`);
    demonstration.say(`  id ${id ?? "none"}, status ${String(outputs["status"])}, access address ${String(outputs["accessAddress"])}`);
    if (outputs["secretSource"] === "unknown")
      demonstration.say("  secret: this site never gives it; take it from the console and declare appSecret");
    for (const { instruction } of outputs["consoleChanges"] as ConsoleChange[]) demonstration.say(`  still to do: ${instruction}`);
  }
  const posts = (await demonstration.emulator.requests()).filter((request) => request === "POST CreateApp");
  demonstration.require(posts.length === 3, `${posts.length} applications were created instead of 3`);
  return applications;
}

async function runAgain(demonstration: Demonstration): Promise<void> {
  demonstration.title("Run it again: nothing changes, and the service is not even asked");
  const run = await demonstration.pulumi("up --yes --skip-preview");
  demonstration.say(summaryOf(run.stdout));
  demonstration.require(/\d+ unchanged/.test(run.stdout) && !/created|updated/.test(summaryOf(run.stdout)), "something changed");
  demonstration.require((await demonstration.emulator.requests()).length === 0, "the service was asked");
}

async function rename(demonstration: Demonstration, before: readonly StateResource[]): Promise<void> {
  demonstration.title("Rename order_codes to order_codes_eu in the YAML file: one PUT, same id");
  await demonstration.edit("name: order_codes", "name: order_codes_eu");
  const run = await demonstration.pulumi("up --yes --skip-preview");
  demonstration.say(summaryOf(run.stdout));
  const after = await demonstration.applications();
  const puts = (await demonstration.emulator.requests()).filter((request) => request.startsWith("PUT"));
  demonstration.say(`${puts.length} PUT; ids unchanged`);
  demonstration.require(puts.length === 1, `${puts.length} PUT requests were sent`);
  demonstration.require(before.map(({ id }) => id).join() === after.map(({ id }) => id).join(), "an id changed");
}

async function changeMarket(demonstration: Demonstration): Promise<void> {
  demonstration.title("Change the market of alerts: refused in preview already");
  await demonstration.edit("market: international", "market: chinese-mainland");
  await demonstration.edit(/ +statusReportDestination.*\n/, "");
  const run = await demonstration.pulumi("preview", /SMS2010: market cannot change/);
  demonstration.say(errorsOf(run.all));
}

async function remove(demonstration: Demonstration): Promise<void> {
  demonstration.title("Remove alerts from the YAML file: refused in preview already");
  await demonstration.edit(/ {2}alerts:\n( {4}.*\n)+/, "");
  const run = await demonstration.pulumi("preview", protectedRefusal);
  demonstration.say(errorsOf(run.all));
}

async function destroy(demonstration: Demonstration): Promise<void> {
  demonstration.title("Destroy everything: refused");
  const run = await demonstration.pulumi("destroy --yes --skip-preview", protectedRefusal);
  demonstration.say(errorsOf(run.all));
  const alive = (await demonstration.emulator.alive()).map(({ name }) => name);
  demonstration.say(`alive at the service: ${alive.join(", ")}`);
  const expected = everything.map((name) => (name === "order_codes" ? "order_codes_eu" : name));
  demonstration.require(alive.join() === expected.join(), "an application was lost");
}

const summaryOf = (output: string) => /Resources:\n(?: +.*\n)+/.exec(output)?.[0].trimEnd().replaceAll(/\s+/g, " ") ?? "no summary";

/** The error blocks of the engine's closing report, without the lines that only say that something failed. */
function errorsOf(output: string): string {
  const report = output.split("Diagnostics:\n")[1]?.split(/\n(?:Outputs|Resources):\n/)[0] ?? "";
  const blocks = report.split(/^(?= +error: )/m).map((block) => block.replace(/\n\n[^]*$/, "").trim());
  return blocks.filter((block) => block.startsWith("error: ") && !/^error: \w+ failed$/.test(block)).join("\n");
}
