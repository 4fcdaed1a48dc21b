import { plain, starred, type Shown } from "../../messages";
import { secretKey } from "./secrets";

/** How a manifest begins. */
export const manifestHead: readonly Shown[] = ["apiVersion: msgsms/v1", "kind: SmsApplications", "applications:"].map(plain);

/** An application among its neighbours. */
export const oneApplication: readonly Shown[] = ["  order-codes:", "    market: european", "    name: order_codes"].map(plain);

/** How an application stands in a manifest, with the name and the first setting that the author gave it. */
export function applicationLines(logicalName: string, settings: Readonly<Record<string, unknown>>): Shown[] {
  const [setting = "market", value = "european"] = Object.entries(settings)[0] ?? [];
  const name = /^[A-Za-z0-9][\w.-]{0,99}$/.test(logicalName) ? logicalName : "order-codes";
  return [plain("applications:"), plain(`  ${name}:`), lineOf(setting, value)];
}

function lineOf(setting: string, value: unknown): Shown {
  const isShort = /^[A-Za-z]\w{0,39}$/.test(setting);
  if (!isShort || secretKey.test(setting)) return plain(`    ${isShort ? setting : "market"}: ${starred}`);
  const written = typeof value === "string" || typeof value === "boolean" || typeof value === "number" ? String(value) : "";
  return plain(`    ${setting}: ${/^[\w./:@-]{1,60}$/.test(written) ? written : "<value>"}`);
}
