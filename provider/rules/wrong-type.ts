import type { Problem } from "./problem";
import { yamlText } from "./yaml-text";
import { plain, type Shown } from "../messages";

/** What is to be written in place of a value of the wrong type, where it is certain. */
export function replacement(type: string, data: unknown, path: Problem["path"]): Pick<Problem, "suggestion" | "quoting"> {
  if (type === "string") {
    if (data === true && path.at(-1) === "adopt") return { suggestion: "by-name" };
    if (["number", "bigint", "boolean"].includes(typeof data)) return { quoting: true };
    const [only, ...others] = Array.isArray(data) ? (data as unknown[]) : [];
    return typeof only === "string" && others.length === 0 ? { suggestion: yamlText(only) } : {};
  }
  if (type === "boolean") {
    const word = String(data).toLowerCase();
    const meant = Object.keys(booleans).find((value) => booleans[value]?.includes(word) === true);
    return meant === undefined ? {} : { suggestion: meant };
  }
  if (type === "array" && typeof data === "string" && data.length <= longestList) {
    const items = data.split(/[\s,;]+/).filter((item) => item !== "");
    return { suggestion: `[${items.map(yamlText).join(", ")}]` };
  }
  return {};
}

/** What people and YAML 1.1 write for a boolean. */
const booleans: Readonly<Record<string, readonly string[]>> = {
  true: ["true", "yes", "y", "on", "1", "enabled"],
  false: ["false", "no", "n", "off", "0", "disabled"],
};

const longestList = 500;

/** The way out, by its name in the catalogue. */
export function typeStep(type: string, data: unknown, path: Problem["path"]) {
  if (data === null) return "fill";
  if (type === "string" && data === true && path.at(-1) === "adopt") return "byName";
  if (type === "string" && typeof data !== "object") return "quotes";
  if (type === "boolean") return "bare";
  if (type === "array" && typeof data === "string") return "list";
  return "type";
}

/** The settings of an application that stand each behind a dash, as they stand without; a secret is not shown. */
export function withoutDashes(type: string, data: unknown): Shown[] {
  if (type !== "object" || !Array.isArray(data)) return [];
  return (data as unknown[]).slice(0, 3).flatMap((item) =>
    Object.entries(item !== null && typeof item === "object" ? item : {}).map(([key, value]) => {
      const isPlain = typeof value === "string" && /^[\w.:/-]{1,60}$/.test(value) && !/secret|key|token|passw/i.test(key);
      return plain(`${key.slice(0, 40)}: ${isPlain ? value : "<value>"}`);
    }),
  );
}
