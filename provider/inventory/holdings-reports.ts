import type { StackEntry } from "../application";
import type { LiveApplication } from "../service";
import { shownText, counted, withoutUrlPasswords } from "../messages";
import type { AccountHoldings, MarketHoldings } from "./market-holdings";
import { isElsewhere, resourceNameIn, type StackHoldings } from "./stack-holdings";

/** For people: a line for each market and a table of its applications; with a stack also what each is for it. */
function table({ profile, cloudRegion, projectId, markets, stack }: AccountHoldings): string {
  const where = [
    cloudRegion,
    `project ${projectId}`,
    ...(profile === undefined ? [] : [`profile ${profile}`]),
    ...(stack === undefined ? [] : [`stack ${shownText(stack.name, [])}`]),
  ];
  const ofMarket = (market: MarketHoldings) => {
    const missing = missingIn(market, { cloudRegion, projectId, stack }).map((entry) => `  not found: ${missingWords(entry)}\n`);
    return `\n${heading(market)}\n${rows(market.applications, stack)}${missing.join("")}`;
  };
  return `${where.join(", ")}\n${markets.map(ofMarket).join("")}`;
}

const heading = ({ market, quota, used, left }: MarketHoldings) =>
  `${market}: ${used} of ${counted(quota, "application")} used, ${left} left`;

function rows(applications: readonly LiveApplication[], stack: StackHoldings | undefined): string {
  if (applications.length === 0) return "";
  const columns = ["ID", "STATUS", "CREATED", ...(stack === undefined ? [] : ["RESOURCE"]), "NAME"];
  const cells = applications.map(({ id, status = "-", createTime = "-", name }) => {
    const entry = entryWith(id, stack);
    const resource = stack === undefined ? [] : [entry === undefined ? "-" : resourceNameIn(entry.urn)];
    return [id, status, createTime, ...resource, name].map((text) => shownText(text, []));
  });
  const all = [columns, ...cells];
  // The name stands last, because its characters may be wider than others.
  const widths = columns.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`.trimEnd() + "\n").join("");
}

const entryWith = (id: string, stack: StackHoldings | undefined) => stack?.entries.find((entry) => entry.id === id);

/** What the stack manages in this market of this account and the service does not show. */
function missingIn(
  { market, applications }: MarketHoldings,
  { stack, ...account }: Pick<AccountHoldings, "cloudRegion" | "projectId" | "stack">,
): StackEntry[] {
  const shown = new Set(applications.map(({ id }) => id));
  return (stack?.entries ?? []).filter((entry) => entry.outputs.market === market && !isElsewhere(entry, account) && !shown.has(entry.id));
}

const missingWords = ({ id, urn, outputs: { name = "" } }: StackEntry) =>
  shownText(`${name} (id ${id}), which the stack manages as ${resourceNameIn(urn)}`, []);

/** `{account, markets}`, with a stack also its name, and for each application what manages it; without keys and secrets. */
const json = ({ markets, profile, stack, ...account }: AccountHoldings): string =>
  `${JSON.stringify(
    {
      account: { ...(profile === undefined ? {} : { profile }), ...account },
      ...(stack === undefined ? {} : { stack: stack.name }),
      markets: markets.map(({ applications, ...market }) => ({
        ...market,
        applications: applications.map((one) => shownApplication(one, stack)),
        ...(stack === undefined ? {} : { missing: missingIn({ applications, ...market }, { ...account, stack }).map(shownEntry) }),
      })),
    },
    null,
    2,
  )}\n`;

function shownApplication({ appKey, uplinkDestination, market, ...application }: LiveApplication, stack: StackHoldings | undefined) {
  const entry = entryWith(application.id, stack);
  return {
    ...application,
    ...(uplinkDestination === undefined ? {} : { uplinkDestination: withoutUrlPasswords(uplinkDestination) }),
    ...(stack === undefined ? {} : { managedBy: entry === undefined ? null : shownEntry(entry) }),
  };
}

/** The resource, and the name that the application had when it was last looked at. */
const shownEntry = ({ id, urn, outputs: { name } }: StackEntry) => ({ id, resource: resourceNameIn(urn), urn, name });

/** The formats of `msgsms list` by name. Pure. */
export const holdingsReports = { table, json };
