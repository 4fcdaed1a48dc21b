import { settings } from "../../../schemas/generated/settings";
import { asShown, message, pathText, plain, type Shown } from "../../messages";
import type { Problem } from "../../rules";
import { settingsIn, type Settings } from "./defaults";
import { applicationLines, manifestHead } from "./right-lines";

/**
 * A manifest of ours in another shape: that of Kubernetes, a list, or lines that are not indented. Each is one problem, where the
 * schema would find one in each key. Undefined for any other document.
 */
export function otherShape(value: unknown): Problem | undefined {
  if (Array.isArray(value)) return value.some(isOfOurs) ? listAt([], value, "root") : undefined;
  const root = settingsIn(value);
  if (root === undefined) return undefined;
  const { applications } = root;
  const isOurs = root["apiVersion"] === "msgsms/v1" || /^SmsApplications?$/.test(String(root["kind"]));
  if (isOurs && !Object.hasOwn(root, "applications")) return kubernetes(root) ?? settingsAtRoot(root);
  if (isOurs)
    return kubernetes(root) ?? (Array.isArray(applications) ? listAt(["applications"], applications, "group") : notIndented(root));
  return undefined;
}

const isOfOurs = (item: unknown) => {
  const { apiVersion, kind, applications, market } = settingsIn(item) ?? {};
  return apiVersion === "msgsms/v1" || kind === "SmsApplications" || applications !== undefined || market !== undefined;
};

const isSetting = (key: string) => Object.hasOwn(settings, key);

function kubernetes(root: Settings): Problem | undefined {
  const key = ["metadata", "spec"].find((known) => Object.hasOwn(root, known));
  if (key === undefined) return undefined;
  return shape("kubernetes", [key], { key: plain(key) }, manifestHead);
}

/** One application without `applications` and its logical name. */
function settingsAtRoot(root: Settings): Problem | undefined {
  const key = Object.keys(root).find(isSetting);
  if (key === undefined) return undefined;
  return shape("root", [key], { key: plain(key) }, applicationLines("order-codes", { [key]: root[key] }));
}

function listAt(path: Problem["path"], items: readonly unknown[], what: "root" | "group"): Problem {
  if (what === "root") return shape("rootList", path, {}, manifestHead);
  const first = settingsIn(items[0]) ?? {};
  const { name, ...rest } = first;
  const logicalName = (typeof name === "string" ? name : "").replaceAll(/[^\w.-]+/g, "-").replace(/^[^A-Za-z0-9]+/, "");
  return shape("list", path, {}, applicationLines(logicalName, Object.keys(rest).length === 0 ? first : rest));
}

/** Lines that stand at the column of the key that they belong below. */
function notIndented(root: Settings): Problem | undefined {
  const { applications } = root;
  if (applications === null) return belowNothing(root, "applications");
  if (root["defaults"] === null && Object.keys(root).some(isSetting)) return belowNothing(root, "defaults");
  const entries = settingsIn(applications);
  if (entries === undefined) return undefined;
  const flat = Object.keys(entries).find((key) => isSetting(key) && settingsIn(entries[key]) === undefined);
  if (flat === undefined) return undefined;
  const parent = Object.keys(entries).find((key) => entries[key] === null && !isSetting(key));
  const path = ["applications", flat];
  if (parent === undefined) return shape("noName", path, { key: plain(flat) }, applicationLines("order-codes", { [flat]: entries[flat] }));
  const values = { key: plain(flat), parent: asShown(pathText(["applications", parent])) };
  return shape("indentation", path, values, applicationLines(parent, { [flat]: entries[flat] }));
}

const rootKeys: ReadonlySet<string> = new Set(["apiVersion", "kind", "defaults", "applications"]);

function belowNothing(root: Settings, parent: "applications" | "defaults"): Problem | undefined {
  const keys = Object.keys(root).filter((key) => !rootKeys.has(key));
  const key = parent === "defaults" ? keys.find(isSetting) : keys[0];
  if (key === undefined) return undefined;
  const values = { key: asShown(pathText([key])), parent: plain(parent) };
  if (parent === "defaults")
    return shape("indentation", [key], values, [...manifestHead.slice(1, 2), plain("defaults:"), plain("  market: european")]);
  const own = settingsIn(root[key]);
  const setting = keys.find(isSetting);
  const first = own ?? (setting === undefined ? {} : { [setting]: root[setting] });
  return shape("indentation", [key], values, applicationLines(isSetting(key) ? "order-codes" : key, first));
}

type Values = Readonly<Record<"key" | "parent", Shown>>;
type Shape = "kubernetes" | "root" | "rootList" | "list" | "noName" | "indentation";

function shape(what: Shape, path: Problem["path"], values: Partial<Values>, right: readonly Shown[]): Problem {
  const all = { key: plain(""), parent: plain(""), ...values };
  const target = what === "list" || what === "rootList" ? "value" : "key";
  return { ...message("SMS1126", { what, values: all, facts: { right }, do: [ways[what]] }), path, target };
}

const ways = {
  kubernetes: "flat",
  root: "name",
  rootList: "begin",
  list: "mapping",
  noName: "name",
  indentation: "indent",
} as const;
