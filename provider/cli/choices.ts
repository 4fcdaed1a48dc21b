import { InvalidArgumentError } from "commander";
import { nearest } from "../rules";

/** The one of the names that the text is. @throws InvalidArgumentError with the names, and the nearest one */
export function oneOf<Name extends string>(names: readonly Name[], text: string): Name {
  const name = names.find((known) => known === text);
  if (name !== undefined) return name;
  const meant = nearest(text, names);
  throw new InvalidArgumentError(`Give one of ${names.join(", ")}.${meant === undefined ? "" : ` (Did you mean ${meant}?)`}`);
}
