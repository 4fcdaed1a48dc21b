import { limits } from "../../schemas/generated/settings";
import type { Diagnostic } from "./diagnostic";

/** How much was found beyond what is shown. */
export interface Unshown {
  errors: number;
  warnings: number;
}

/**
 * Collects up to the limit of problems. What is found beyond it is counted and never made: a hostile file of a megabyte can have half a
 * million problems, and each takes a thousand times the memory of its text.
 */
export class Bounded {
  readonly diagnostics: Diagnostic[] = [];
  readonly unshown: Unshown = { errors: 0, warnings: 0 };

  add(severity: Diagnostic["severity"], make: () => Diagnostic): void {
    if (this.diagnostics.length < limits.problems) this.diagnostics.push(make());
    else this.count(severity, 1);
  }

  count(severity: Diagnostic["severity"], more: number): void {
    this.unshown[severity === "error" ? "errors" : "warnings"] += more;
  }
}

/** As many as are shown, errors first, in their order; the rest is added to what is not shown. */
export function withinLimit(all: readonly Diagnostic[], unshown: readonly Unshown[] = []): { diagnostics: Diagnostic[]; unshown: Unshown } {
  const errors = all.filter(({ severity }) => severity === "error");
  const shown = new Set([...errors, ...all.filter(({ severity }) => severity !== "error")].slice(0, limits.problems));
  const more = {
    errors: errors.filter((one) => !shown.has(one)).length,
    warnings: all.filter((one) => one.severity !== "error" && !shown.has(one)).length,
  };
  return { diagnostics: all.filter((one) => shown.has(one)), unshown: sumOf([more, ...unshown]) };
}

const sumOf = (all: readonly Unshown[]): Unshown => ({
  errors: all.reduce((sum, { errors }) => sum + errors, 0),
  warnings: all.reduce((sum, { warnings }) => sum + warnings, 0),
});
