export { canonicalRequest, encodedPath, encodedQuery, percentEncode, type SignableRequest } from "./canonical-request";
export { signature } from "./signature";
export { signingDate, stringToSign } from "./string-to-sign";
export { type ApiRequest, authorization, signRequest } from "./sign-request";
