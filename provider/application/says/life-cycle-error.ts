import { ForeseenError } from "../../messages";
import type { ApplicationOutputs } from "../facts/outputs";
import type { Run } from "../run/run";
import { reportUnknownSecret } from "./report";

/** Stable codes of everything that can stop an application's life cycle. */
export const lifeCycleCodes = {
  nameInUse: "SMS2001",
  quotaExceeded: "SMS2002",
  nameTwice: "SMS2003",
  notCreated: "SMS2004",
  outcomeUnknown: "SMS2005",
  settingNotTaken: "SMS2006",
  applicationMissing: "SMS2007",
  accountMoved: "SMS2008",
  deletionRefused: "SMS2009",
  immutableChanged: "SMS2010",
  createdIncomplete: "SMS2011",
  nothingToAdopt: "SMS2012",
  actsAtCreation: "SMS2013",
  preflightUnreachable: "SMS2014",
  adoptedTwice: "SMS2020",
  managedAlready: "SMS2021",
  intentsUnusable: "SMS2022",
} as const;

/** A step in the life of one application that was refused or did not end as declared. */
export class LifeCycleError extends ForeseenError {
  override readonly name: string = "LifeCycleError";

  constructor(condition: keyof typeof lifeCycleCodes, explanation: string, options?: ErrorOptions) {
    super(lifeCycleCodes[condition], explanation, options);
  }
}

/**
 * The application exists, but a later step failed. Whoever keeps the state must keep `id` and `outputs`:
 * the application can never be deleted, and its secret is shown once.
 */
export class CreatedIncompleteError extends LifeCycleError {
  override readonly name = "CreatedIncompleteError";

  constructor(
    readonly id: string,
    readonly outputs: object,
    readonly reasons: string[],
  ) {
    super("createdIncomplete", `the application ${id} exists and is kept in the state, but: ${reasons.join("; ")}`);
  }
}

/** The error for an application that exists while a later step failed. Whether its secret is known is said now: the run that completes it has no reason to. */
export function createdIncomplete(id: string, outputs: ApplicationOutputs, reasons: string[], warn: Run["warn"]): CreatedIncompleteError {
  reportUnknownSecret(id, outputs, warn);
  return new CreatedIncompleteError(id, outputs, reasons);
}
