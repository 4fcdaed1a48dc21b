import type { ApplicationInputs } from "../../../schemas/generated/application-types";
import type { Problem } from "../../rules/problem";
import { plainHttp } from "./plain-http";
import { repeatedAddresses } from "./repeated-addresses";
import { reservedAddresses } from "./reserved-addresses";
import { secretsInUrls } from "./secrets-in-urls";

/** Everything about one application that the schemas allow and that will fail or surprise all the same. */
export const adviceFor = (inputs: ApplicationInputs): Problem[] =>
  [plainHttp, reservedAddresses, repeatedAddresses, secretsInUrls].flatMap((rule) => rule(inputs));
