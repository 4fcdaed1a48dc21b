import type { SchemaNode } from "./schemas";

/**
 * A schema in the terms of the validators. Some things are written in the schemas as yaml-language-server reads them, because only
 * then it marks the key and shows our words:
 *
 * - a setting that must not be there is `false`, and the node around it says why; validators get a rule of its own for it;
 * - `doNotSuggest` also hides settings that exist, for example appSecret, which stands in programs only; validators know it as the
 *   mark of a key that is there to be refused;
 * - the words for a pattern are `patternErrorMessage` and `patternWhy` where `errorMessage` is about the value as a whole;
 * - a branch with `forEditors` repeats for one document what validators check on the application with its defaults, or says to other
 *   engines what ECMAScript's already does.
 */
export function inOwnTerms<T>(node: T): T {
  if (Array.isArray(node)) return node.filter((entry) => !isForEditors(entry)).map((entry: unknown) => inOwnTerms(entry)) as T;
  if (node === null || typeof node !== "object") return node;
  const { patternErrorMessage, patternWhy, doNotSuggest, ...kept } = node as SchemaNode;
  const own = {
    ...kept,
    ...(patternErrorMessage === undefined ? {} : { errorMessage: patternErrorMessage, why: patternWhy }),
    ...(doNotSuggest === undefined || kept["type"] !== undefined ? {} : { doNotSuggest }),
  };
  const entries = Object.entries(spelledOut(own)).map(([key, value]) => [key, inOwnTerms(value)] as const);
  // What was for editors alone leaves nothing.
  return Object.fromEntries(entries.filter(([key, value]) => !(key === "allOf" && Array.isArray(value) && value.length === 0))) as T;
}

function spelledOut(node: SchemaNode): SchemaNode {
  const { properties, errorMessage, source, code, ...others } = node;
  if (properties === undefined || !Object.values(properties).some(isForbidden)) return node;
  const rules = Object.entries(properties).map(([key, rule]): [string, SchemaNode] => {
    if (!isForbidden(rule)) return [key, rule];
    return [key, { not: {}, errorMessage, source, ...(code === undefined ? {} : { code }) }];
  });
  return { ...others, properties: Object.fromEntries(rules) };
}

// The type says that rules are objects; `true` and `false` are schemas too.
const isForbidden = (rule: unknown) => rule === false;

const isForEditors = (node: unknown) => typeof node === "object" && node !== null && "forEditors" in node;
