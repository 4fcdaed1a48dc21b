import { createHash } from "node:crypto";
import { listenOnLoopback, type Answer, type HeardRequest, type LoopbackServer } from "./loopback-server";

export interface S3Server extends LoopbackServer {
  /** As `PULUMI_BACKEND_URL` takes it. */
  readonly backend: string;
  /** What the AWS SDK within `pulumi` asks for. */
  readonly env: Record<string, string>;
}

const bucket = "states";

/**
 * As much of S3 as `pulumi` uses for a state: objects of one bucket, put, read, copied, listed and deleted. Any signature is taken.
 * (docs.aws.amazon.com/AmazonS3/latest/API)
 */
export async function startS3(): Promise<S3Server> {
  const objects = new Map<string, Stored>();
  const server = await listenOnLoopback((request) => answerTo(request, objects));
  return {
    ...server,
    backend: `s3://${bucket}?endpoint=${server.address}&disableSSL=true&s3ForcePathStyle=true`,
    env: {
      AWS_ACCESS_KEY_ID: "loopback",
      AWS_SECRET_ACCESS_KEY: "loopback",
      AWS_REGION: "eu-central-1",
      AWS_EC2_METADATA_DISABLED: "true",
    },
  };
}

interface Stored {
  body: Buffer;
  modified: Date;
}

function answerTo(request: HeardRequest, objects: Map<string, Stored>): Answer {
  const { method, path, query, headers } = request;
  const key = path.slice(`/${bucket}/`.length);
  if (key === "" && method === "GET") return { body: listing(query, objects), headers: { "content-type": "application/xml" } };
  if (method === "DELETE") {
    objects.delete(key);
    return { status: 204 };
  }
  if (method === "PUT") {
    const source = headers["x-amz-copy-source"];
    const body =
      source === undefined ? contentOf(request) : objects.get(decodeURIComponent(String(source)).split("/").slice(1).join("/"))?.body;
    if (body === undefined) return notThere(key);
    const modified = new Date();
    objects.set(key, { body, modified });
    const result = `<CopyObjectResult><LastModified>${modified.toISOString()}</LastModified><ETag>${tagOf(body)}</ETag></CopyObjectResult>`;
    return { headers: { etag: tagOf(body) }, body: source === undefined ? "" : result };
  }
  const stored = objects.get(key);
  if (stored === undefined) return notThere(key);
  return {
    headers: {
      "content-length": String(stored.body.length),
      "content-type": "application/octet-stream",
      "last-modified": stored.modified.toUTCString(),
      etag: tagOf(stored.body),
    },
    body: method === "HEAD" ? "" : stored.body,
  };
}

const tagOf = (body: Buffer) => `"${createHash("md5").update(body).digest("hex")}"`;

const notThere = (key: string): Answer => ({
  status: 404,
  headers: { "content-type": "application/xml" },
  body: `<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message><Key>${inXml(key)}</Key></Error>`,
});

function listing(query: URLSearchParams, objects: Map<string, Stored>): string {
  const [prefix, delimiter] = [query.get("prefix") ?? "", query.get("delimiter") ?? ""];
  const keys = [...objects.keys()].filter((key) => key.startsWith(prefix)).sort();
  const folderOf = (key: string) => {
    const end = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
    return end < 0 ? undefined : key.slice(0, end + delimiter.length);
  };
  const folders = new Set(keys.flatMap((key) => folderOf(key) ?? []));
  const contents = keys.flatMap((key) => {
    const stored = objects.get(key);
    if (stored === undefined || folderOf(key) !== undefined) return [];
    const { body, modified } = stored;
    return `<Contents><Key>${inXml(key)}</Key><LastModified>${modified.toISOString()}</LastModified><ETag>${tagOf(body)}</ETag><Size>${body.length}</Size></Contents>`;
  });
  const common = [...folders].map((folder) => `<CommonPrefixes><Prefix>${inXml(folder)}</Prefix></CommonPrefixes>`);
  const count = `<KeyCount>${contents.length + common.length}</KeyCount><IsTruncated>false</IsTruncated>`;
  return `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult><Name>${bucket}</Name>${count}${contents.join("")}${common.join("")}</ListBucketResult>`;
}

const inXml = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** The SDK may send a body in chunks of its own, each with its length in hexadecimal before it. */
function contentOf({ headers, body }: HeardRequest): Buffer {
  if (!String(headers["content-encoding"]).includes("aws-chunked")) return body;
  const parts: Buffer[] = [];
  for (let at = 0; ;) {
    const end = body.indexOf("\r\n", at);
    const length = parseInt(body.subarray(at, end).toString(), 16);
    if (!(length > 0)) return Buffer.concat(parts);
    parts.push(body.subarray(end + 2, end + 2 + length));
    at = end + 2 + length + 2;
  }
}
