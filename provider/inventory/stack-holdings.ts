import type { StackEntry } from "../application";
import type { DeclaredApplication } from "../manifest";

/** What a stack manages, as its state tells. */
export interface StackHoldings {
  /** Name of the stack. */
  name: string;
  entries: readonly StackEntry[];
}

/** The logical name in a URN, which is its last part. */
export const resourceNameIn = (urn: string): string => urn.split("::").slice(3).join("::");

/** The types of a resource and of its parents, as its URN has them; the own one stands last. */
const typesIn = (urn: string): string[] => (urn.split("::")[2] ?? "").split("$");

/** The component whose children are exactly what manifests declare. */
const manifestType = "msgsms:index:SmsApplicationManifest";

/**
 * Whether a resource may be what a manifest declares under a logical name. A child of `SmsApplicationManifest` is named
 * `<component>-<logical name>`; a program that reads manifests by itself may name its resources likewise, or just as the manifest does.
 */
function mayBe({ urn, parent }: StackEntry, logicalName: string): boolean {
  const name = resourceNameIn(urn);
  const parentTypes = typesIn(urn).slice(0, -1);
  if (parentTypes.length === 0) return name === logicalName;
  const isInComponent = parent === undefined ? name.endsWith(`-${logicalName}`) : name === `${resourceNameIn(parent)}-${logicalName}`;
  return isInComponent || (parentTypes.at(-1) !== manifestType && name === logicalName);
}

/** Where an account is. */
export type Place = Readonly<Record<"cloudRegion" | "projectId", string>>;

/** Whether the state has it in another account; what the state does not say counts as the same. */
export const isElsewhere = ({ outputs }: StackEntry, account: Place): boolean =>
  (["cloudRegion", "projectId"] as const).some((part) => outputs[part] !== undefined && outputs[part] !== account[part]);

/** For each declared application the entries of the state that may be it. An entry that fits several belongs to the longest name. */
export function entriesOf(
  declared: readonly DeclaredApplication[],
  { entries }: StackHoldings,
): ReadonlyMap<DeclaredApplication, readonly StackEntry[]> {
  const fitting = entries.map((entry) => {
    const possible = declared.filter(({ logicalName }) => mayBe(entry, logicalName));
    const longest = Math.max(...possible.map(({ logicalName }) => logicalName.length));
    return { entry, owners: possible.filter(({ logicalName }) => logicalName.length === longest) };
  });
  return new Map(
    declared.map((one) => [
      one,
      narrowed(
        fitting.flatMap(({ entry, owners }) => (owners.includes(one) ? [entry] : [])),
        one,
      ),
    ]),
  );
}

/** Several components may have an entry of the same name. What was declared before tells them apart, as a rule. */
function narrowed(entries: readonly StackEntry[], { inputs }: DeclaredApplication): readonly StackEntry[] {
  const { profile, market, adopt, name } = inputs;
  const tests: ((entry: StackEntry) => boolean)[] = [
    ({ outputs }) => outputs.market === market && outputs.profile === profile,
    ({ id }) => id === adopt,
    ({ outputs }) => outputs.name === name,
  ];
  return tests.reduce<readonly StackEntry[]>((left, test) => {
    const passed = left.length > 1 ? left.filter(test) : [];
    return passed.length === 0 ? left : passed;
  }, entries);
}
