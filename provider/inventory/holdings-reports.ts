import type { LiveApplication } from "../service";
import { shownText, counted, withoutUrlPasswords } from "../messages";
import type { AccountHoldings, MarketHoldings } from "./market-holdings";

/** For people: a line for each market and a table of its applications. */
const table = ({ profile, cloudRegion, projectId, markets }: AccountHoldings): string =>
  [
    `${cloudRegion}, project ${projectId}${profile === undefined ? "" : `, profile ${profile}`}\n`,
    ...markets.map((market) => `\n${heading(market)}\n${rows(market.applications)}`),
  ].join("");

const heading = ({ market, quota, used, left }: MarketHoldings) =>
  `${market}: ${used} of ${counted(quota, "application")} used, ${left} left`;

const columns = ["ID", "STATUS", "CREATED", "NAME"];

function rows(applications: readonly LiveApplication[]): string {
  if (applications.length === 0) return "";
  const cells = applications.map(({ id, status = "-", createTime = "-", name }) =>
    [id, status, createTime, name].map((text) => shownText(text, [])),
  );
  const all = [columns, ...cells];
  // The name stands last, because its characters may be wider than others.
  const widths = columns.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`.trimEnd() + "\n").join("");
}

/** `{account, markets}`; without keys and secrets. */
const json = ({ markets, profile, ...account }: AccountHoldings): string =>
  `${JSON.stringify(
    {
      account: { ...(profile === undefined ? {} : { profile }), ...account },
      markets: markets.map(({ applications, ...market }) => ({ ...market, applications: applications.map(shownApplication) })),
    },
    null,
    2,
  )}\n`;

function shownApplication({ appKey, uplinkDestination, market, ...application }: LiveApplication) {
  return { ...application, ...(uplinkDestination === undefined ? {} : { uplinkDestination: withoutUrlPasswords(uplinkDestination) }) };
}

/** The formats of `msgsms list` by name. Pure. */
export const holdingsReports = { table, json };
